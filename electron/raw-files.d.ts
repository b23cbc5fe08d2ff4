/** A file put into the program as text when it is built. */
declare module '*?raw' {
  const text: string;
  export default text;
}
