// Ohm from a 16-bit float of the decimal logarithm, in sixteenths: six digits, as gas_resistance_of has them.
function value(number) {
  var logarithm = (number & 0xfff) / (1 << (23 - (number >> 12))), beyond = Math.max(0, Math.floor(logarithm) - 5);
  return Math.round(Math.pow(10, logarithm - beyond)) * Number("1e" + beyond);
}
