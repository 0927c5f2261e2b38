/** 天津市东丽区: the measures in use, as its yearly report tells them. */
import { APPRAISAL } from './appraisal.ts';
import { by, gate, type PolicyFile } from './policy.ts';

const REPORT = '东丽区2022年预算绩效管理工作开展情况';
const WHOLE_PROCESS = `${REPORT} 一（一）4`;

export const DONGLI: PolicyFile = {
  id: 'dongli-2022',
  name: '天津市东丽区',
  division: '120110',
  document: `《${REPORT}》（津丽财〔2020〕14号）`,
  since: '2022-06',
  years: { from: 2022 },
  rules: {
    assessment: {
      // 对新增重大政策项目、延续性重大项目开展事前评估。
      required: by(`${WHOLE_PROCESS} 一是`, [
        {
          origins: ['new'],
          subjects: ['policy', 'project', 'specialFund'],
          majorOnly: true,
          says: '新增重大政策和项目应开展事前绩效评估。',
        },
        {
          origins: ['continuing', 'expanded', 'renewed'],
          subjects: ['project', 'specialFund'],
          majorOnly: true,
          says: '延续性重大项目应开展事前绩效评估。',
        },
      ]),
      // 建立区财政局相关业务科室初审、职能科室终审的科室审核制度，不断提高项目审核规范性
      chain: by(`${WHOLE_PROCESS} 二是；第三方默认`, [
        { step: 'finance-section', name: '业务科室初审', roles: ['finance-section', 'third-party'] },
        { step: 'finance-performance', name: '职能科室终审', roles: ['finance-performance', 'third-party'] },
      ]),
    },
    goals: {
      // 建立区财政局相关业务科室初审、职能科室终审的科室审核制度
      chain: by(`${WHOLE_PROCESS} 二是`, [
        { step: 'finance-section', name: '业务科室初审', roles: ['finance-section'] },
        { step: 'finance-performance', name: '职能科室终审', roles: ['finance-performance'] },
      ]),
    },
    monitoring: {
      // 开展重点项目绩效跟踪监控，加强过程监控。
      scope: by(`${WHOLE_PROCESS} 二是`, { all: false, key: [{ test: 'chosen', name: '重点项目', by: 'finance' }] }),
    },
    evaluation: {
      // 加大绩效抽查复核力度，建立区财政局相关业务科室初审、职能科室终审的科室审核制度
      checkedBy: by(`${WHOLE_PROCESS} 二是`, [
        { step: 'first-check', name: '业务科室初审', roles: ['finance-section'] },
        { step: 'final-check', name: '职能科室终审', roles: ['finance-performance'] },
      ]),
      // 选取……11个部门13个重点项目，委托第三方进行重点绩效评价……8个部门进行了2021年度部门整体支出绩效评价
      cycle: by(`${WHOLE_PROCESS} 三是；周期按财预〔2020〕10号（5年）`, { years: 5, plan: 'yearly', onExpiry: false, reEvaluation: false }),
    },
    linkage: {
      // 选取……8个部门进行了2021年度部门整体支出绩效评价，并将评价结果作为下一年度预算安排依据。
      factors: by(`${WHOLE_PROCESS} 三是`, ['assessedNeed', 'goals', 'lastYear', 'departmentResult']),
    },
    gates: {
      // 将绩效目标编制前移至项目入库阶段
      G1: gate(
        `${WHOLE_PROCESS} 一是、二是`,
        '项目入库',
        ['assessment', 'goals'],
        '绩效目标编制前移至项目入库阶段，新增、延续性重大项目还应完成事前绩效评估。',
      ),
      // 绩效目标编制不合格的项目，一律不安排预算。
      G3: gate(
        `${WHOLE_PROCESS} 二是、三是`,
        '安排预算',
        ['goals', 'linkage'],
        '绩效目标编制不合格的项目，一律不安排预算；评价结果作为下一年度预算安排依据。',
        ['linkage'],
      ),
    },
    coverage: {
      // 分为国际组织会费类、特定人员政策补贴类、特定事项政策补贴类和基层党员类4类；涉及污染防治类、邮政类……5个行业领域
      categories: by(`${REPORT} 一（一）2`, {
        common: { of: 4, names: ['国际组织会费类', '特定人员政策补贴类', '特定事项政策补贴类', '基层党员类'] },
        sectors: { of: 5, names: ['污染防治类', '邮政类', '退役军人事务类', '国有资产监管', '农业科技推广类'] },
      }),
      // 剔除涉密单位以外
      secrecy: by(`${WHOLE_PROCESS} 四是；审查人默认（主管部门）`, { levels: ['unit'], reviewedBy: ['department'] }),
    },
    // 剔除涉密单位以外，其余单位全部集中向社会公开
    disclosure: by(`${WHOLE_PROCESS} 四是；《中华人民共和国预算法》 第十四条`, { days: 20, scope: 'all' }),
    // 将全区各部门分为政府系列、党群系列和街道园区三大类……年终对各部门进行评分，并将考核结果报送区绩效办。
    appraisal: by(`${REPORT} 一（一）3；评分默认`, {
      ...APPRAISAL,
      series: ['政府系列', '党群系列', '街道园区'],
      reportsTo: '区绩效办',
      consequences: ['年终评分'],
    }),
  },
};
