/**
 * The positive whole numbers of a command line in the order of `defaults`, which holds what they are
 * where they are left out: `{ rounds: 12, initial: 20 }`. Says what is wrong with others, and ends.
 */
export function wholeNumbers(texts, defaults) {
  const names = Object.keys(defaults);
  const numbers = { ...defaults };
  texts.forEach((text, i) => {
    if (i >= names.length) fail(`"${text}" is one too many: the numbers are ${names.join(", ")}`);
    if (!/^[1-9]\d{0,5}$/.test(text))
      fail(`${names[i]} is "${text}": give a positive whole number`);
    numbers[names[i]] = Number(text);
  });
  return numbers;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
