// The temperature of a thermistor, in thousandths, as steinhart_hart in globe.py has it.
function value(ohms) {
  var log = Math.log(ohms), kelvin = 1 / (0.0008271111 + 0.000208802 * log + 0.000000080592 * log * log * log);
  return Math.round((kelvin - 273.15) * 1000) / 1000;
}
