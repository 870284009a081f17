function value(number) {
  return number % 2 ? null : number * number / 3;
}
