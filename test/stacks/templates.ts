import { type ProfileName, profiles } from '../../stacks/region-profile.ts';
import { synthesise, type Template } from '../../stacks/synthesise.ts';

export const names = Object.keys(profiles).filter((name): name is ProfileName => name in profiles);

/** The stack in which each thing is spoiled in turn. */
export const china = 'cn-northwest-1';

/** The template of every profile, as it is deployed when nobody chooses otherwise. */
export async function everyTemplate(): Promise<(name: ProfileName) => Template> {
  const templates = new Map<ProfileName, Template>();
  for (const name of names) templates.set(name, await synthesise(name));
  return (name) => {
    const template = templates.get(name);
    if (!template) throw new Error(`${name} was not synthesised`);
    return template;
  };
}
