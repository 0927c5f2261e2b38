/** 绿灯、黄灯、红灯. The budget's and the goals' are computed apart; overall is the worse of the two. */
export type Light = 'green' | 'yellow' | 'red';

export interface Lights {
  readonly budget: Light;
  readonly goal: Light;
  readonly overall: Light;
}

const SEVERITY: Readonly<Record<Light, number>> = { green: 0, yellow: 1, red: 2 };
const NAMES: Readonly<Record<Light, string>> = { green: '绿灯', yellow: '黄灯', red: '红灯' };

export const GREEN: Lights = { budget: 'green', goal: 'green', overall: 'green' };

export function isWorse(light: Light, than: Light): boolean {
  return SEVERITY[light] > SEVERITY[than];
}

export function worst(lights: readonly Light[]): Light {
  return lights.reduce((worse, light) => (isWorse(light, worse) ? light : worse), 'green');
}

export function milder(light: Light, than: Light): Light {
  return isWorse(light, than) ? than : light;
}

export function lightsOf(budget: Light, goal: Light): Lights {
  return { budget, goal, overall: worst([budget, goal]) };
}

export function sameLights(one: Lights, other: Lights): boolean {
  return one.budget === other.budget && one.goal === other.goal && one.overall === other.overall;
}

export function lightName(light: Light): string {
  return NAMES[light];
}
