/** A quiet look of its own, so that nobody mistakes the VLE for the tool inside it. */
export const style = `
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#2b2622;background:#faf7f2}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.wide{height:100vh;height:100dvh;display:flex;flex-direction:column}
.wide main{max-width:none;width:100%;flex:1;display:flex;flex-direction:column;padding:0;min-height:0}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center;padding:.6rem 1rem;background:#3d3a4f;color:#fff}
.top a,.top .quiet{color:#fff}.top form{display:flex;gap:.75rem;align-items:center;margin:0}
.home{font-weight:600;text-decoration:none}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
a{color:#5b3f9b}p{margin:.5rem 0}
.muted{color:#6a625a;font-size:.9rem}
.bar{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0 1rem}
.wide .bar{padding:.5rem 1rem;margin:0}.wide .bar h1{font-size:1.05rem;margin:0}
ul.list{list-style:none;margin:0;padding:0;border-top:1px solid #e3dcd2}
ul.list li{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:center;padding:.75rem 0;border-bottom:1px solid #e3dcd2}
ul.list form{display:inline-block;margin:0}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.5rem;margin:0;padding:0;list-style:none}
.people button{width:100%;text-align:left}
button,.button{font:inherit;padding:.4rem .8rem;border:1px solid #b9aebf;border-radius:6px;background:#fff;color:#3b2a66;cursor:pointer;text-decoration:none;display:inline-block}
button.quiet{background:none;border-color:transparent;text-decoration:underline}
button:hover,.button:hover{background:#f3eefb}
:focus-visible{outline:3px solid #c98a00;outline-offset:2px}
iframe.tool{flex:1;width:100%;border:0;background:#fff;min-height:24rem}
table{border-collapse:collapse;width:100%}.scroll{overflow-x:auto}
th,td{border:1px solid #e3dcd2;padding:.4rem .5rem;text-align:left;vertical-align:top;background:#fff}
th{background:#f3eee6;font-weight:600}
input,select{font:inherit;padding:.3rem;border:1px solid #b9aebf;border-radius:4px;max-width:100%}
td input.score{width:4.5rem}td form{display:flex;gap:.25rem;flex-wrap:wrap}
.error{border-left:4px solid #a3231b;padding:.5rem .75rem;background:#fdeceb}
.hidden-frame{display:none}
`
