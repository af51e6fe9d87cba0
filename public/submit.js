// The signed message goes back to the VLE without a click; without JavaScript the button does it.
document.getElementById('return').submit()
