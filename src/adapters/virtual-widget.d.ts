/** The website's chat, put in its place by the bundler (lib/widget-script.ts). */
declare module 'virtual:widget' {
  export const script: string;
}
