/** What may stand in an SVG that a stranger sent: shapes, their colours and where they stand. Nothing that runs, loads, or repeats without end. */

export const ELEMENTS = [
  ...['svg', 'g', 'defs', 'symbol', 'use', 'clipPath', 'mask'],
  ...['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan'],
  ...['linearGradient', 'radialGradient', 'stop'],
]

/** Left out without a word, with what is in them: nobody sees them. */
export const UNSEEN = ['metadata', 'title', 'desc']

/** Presentation attributes, which stand in `style` as well. */
export const PRESENTATION = [
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-linecap'],
  ...['stroke-linejoin', 'stroke-miterlimit', 'opacity', 'color', 'display', 'visibility', 'clip-path'],
  ...['clip-rule', 'mask', 'stop-color', 'stop-opacity', 'font-family', 'font-size', 'font-weight'],
  ...['font-style', 'letter-spacing', 'text-anchor', 'dominant-baseline', 'paint-order'],
]

export const ATTRIBUTES = [
  ...PRESENTATION,
  ...['id', 'xmlns', 'xmlns:xlink', 'viewBox', 'transform', 'd', 'points', 'x', 'y', 'x1', 'y1', 'x2', 'y2'],
  ...['cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'width', 'height', 'dx', 'dy', 'rotate', 'pathLength'],
  ...['offset', 'gradientUnits', 'gradientTransform', 'spreadMethod', 'clipPathUnits', 'maskUnits'],
  ...['maskContentUnits', 'preserveAspectRatio', 'href', 'xlink:href'],
]

/** What runs, or is another page inside the picture. */
export const RUNNING = [
  ...['script', 'foreignObject', 'iframe', 'object', 'embed', 'handler', 'listener'],
  ...['animate', 'animateColor', 'animateMotion', 'animateTransform', 'set', 'discard'],
]
