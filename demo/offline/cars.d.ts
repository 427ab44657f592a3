declare module "virtual:cars.csv" {
  const text: string;
  export default text;
}
