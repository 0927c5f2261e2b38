/** A county that joins: what the README shows, word for word. 盐池县 is real, its document is made up (演示). */
import { by, type PolicyFile } from '../../../shared/policy/policy.ts';

const MEASURES = '盐财发〔2024〕1号';

export const YANCHI: PolicyFile = {
  id: 'yanchi-2024',
  name: '盐池县',
  division: '640323',
  document: `${MEASURES}《盐池县预算绩效管理办法》（演示）`,
  since: '2024-01-01',
  years: { from: 2024 },
  rules: {
    goals: {
      chain: by(`${MEASURES} 第五条`, [
        { step: 'department', name: '主管部门初审', roles: ['department'] },
        { step: 'finance-section', name: '业务股室复审', roles: ['finance-section'] },
        { step: 'finance-performance', name: '绩效股终审', roles: ['finance-performance'] },
      ]),
    },
    monitoring: { bands: by(`${MEASURES} 第八条`, { yellow: 0.05, red: 0.15, release: 0.01 }) },
    linkage: { cuts: by(`${MEASURES} 第十二条`, { excellent: 0, good: 0.05, fair: 0.2, poor: 1 }) },
  },
};
