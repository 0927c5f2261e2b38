/** 宁夏回族自治区 and all its cities and counties: 市、县（区）预算绩效一体化管理试点工作方案. */
import { APPRAISAL } from './appraisal.ts';
import { NATIONAL } from './national.ts';
import { PILOT_STAGES } from './pilot-rules.ts';
import { by, type Dimension, gate, type PolicyFile } from './policy.ts';

const PLAN = '宁夏《市、县（区）预算绩效一体化管理试点工作方案》';

export const NINGXIA: PolicyFile = {
  id: 'ningxia-2022',
  name: '宁夏回族自治区',
  division: '640000',
  document: `${PLAN}（宁夏回族自治区财政厅2022年8月3日）`,
  since: '2022-08-03',
  years: { from: 2022 },
  rules: {
    assessment: {
      // 事前绩效评估作为新增项目申请预算、申报项目的必要条件……选择新增重大项目，要……开展事前绩效评估
      required: by(`${PLAN} 三（一）`, [
        { origins: ['new'], subjects: ['policy', 'project', 'specialFund'], majorOnly: true, says: '新增重大项目应开展事前绩效评估。' },
      ]),
      // 结合预算评审、项目审批等开展事前绩效评估
      chain: by(`${PLAN} 三（一）；步骤默认`, [
        { step: 'opinion', name: '财政部门评审', roles: ['finance-section', 'finance-performance', 'third-party'] },
      ]),
      dimensions: by(
        `${PLAN} 三（一）；分值默认（每项20分，财力可承受能力一票否决）`,
        NATIONAL.assessment.dimensions.value.map(pilotDimension),
      ),
    },
    goals: {
      // 业务部门初审、财政部门复核、第三方（包括专家和第三方机构）协助联审的工作机制
      chain: by(`${PLAN} 三（二）`, [
        { step: 'department', name: '业务部门初审', roles: ['department'] },
        { step: 'finance', name: '财政部门复核', roles: ['finance-section', 'finance-performance'] },
        // 联审会签: whoever is commissioned, then finance. What assists goal quality (提高绩效目标编审质量) isn't asked about money alone.
        {
          step: 'joint',
          name: '第三方协助联审',
          roles: ['third-party', 'finance-performance'],
          quorum: 'all',
          touches: ['/overall', '/indicators'],
        },
      ]),
      // 实现与部门预算同步申报、同步审核、同步批复、同步公开
      together: by(`${PLAN} 三（二）`, ['filing', 'review', 'approval', 'disclosure']),
    },
    monitoring: {
      // 结合调研、项目检查等形式，选择重点项目开展重点监控。……社会、群众关注度较高的重大事项和民生事项选择重点项目
      scope: by(`${PLAN} 三（三）、四（一）`, {
        all: false,
        key: [
          { test: 'chosen', name: '选择的重点项目', by: 'finance' },
          { test: 'tag', name: '社会、群众关注度较高的重大事项和民生事项', by: 'finance', tags: ['民生', '社会关注度高'] },
        ],
      }),
      // 进行风险研判、及时纠偏，并提出整改和预算调剂意见
      sanctions: by(`${PLAN} 三（三）`, ['rectify', 'transfer']),
    },
    evaluation: {
      // 以财政部门为主导,以主管部门为依托,以单位自评为基础
      selfAudit: by(`${PLAN} 三（四）；步骤默认`, [
        { step: 'department', name: '主管部门审核', roles: ['department'] },
        { step: 'finance', name: '财政部门接收', roles: ['finance-section', 'finance-performance'] },
      ]),
      // 项目实施全流程周期结束后形成专报
      cycle: by(`${PLAN} 二（三）、三（五）`, { years: 5, plan: 'pilot', onExpiry: false, reEvaluation: false }),
    },
    linkage: {
      // 对绩效好的政策和项目原则上优先保障，对绩效一般的政策和项目督促改进，对低效无效资金一律削减或取消
      uses: by(`${PLAN} 三（五）二是`, { excellent: 'priority', good: 'priority', fair: 'improve', poor: 'reduceOrCancel' }),
      // 健全财政资金“使用、评价、公示（公开）、应用”的绩效评价基本程序
      afterDisclosure: by(`${PLAN} 三（四）`, true),
      cuts: by(`${PLAN} 三（五）二是；幅度默认（差减30%）`, { excellent: 0, good: 0, fair: 0, poor: 0.3 }),
    },
    gates: {
      G1: gate(`${PLAN} 三（一）`, '项目入库', ['assessment'], '事前绩效评估是新增项目申报项目的必要条件。'),
      G2: gate(
        `${PLAN} 三（一）（二）`,
        '申请预算',
        ['assessment', 'goalsFiled'],
        '事前绩效评估是申请预算的必要条件，绩效目标编制是预算前置条件和必备内容。',
      ),
      // 未按照要求设定绩效目标或审核未通过的，不得安排预算
      G3: gate(
        `${PLAN} 三（一）（二）（五）`,
        '安排预算',
        ['assessment', 'goals', 'linkage'],
        '未按照要求设定绩效目标或审核未通过的，不得安排预算；评估结果是安排预算的重要参考依据，评价结果按奖优罚劣原则应用。',
        ['linkage'],
      ),
      G4: gate(`${PLAN} 三（二）`, '批复预算', ['goalsIssued'], '绩效目标与部门预算同步批复。'),
      // 出具预算绩效一体化管理试点报告（含以上分阶段绩效管理分报告），自治区财政厅组织验收
      G10: gate(`${PLAN} 二（三）`, '试点验收', ['stageReports', 'mainReport'], '试点报告应含各阶段分报告，由自治区财政厅组织验收。'),
    },
    // 形成《绩效评价整改通知》反馈有关部门，督导部门制定完善预算管理制度，改进管理措施，加强内部控制，降低支出成本，增强支出责任。
    rectification: by(`${PLAN} 三（五）一是；期限默认（30日）`, {
      days: 30,
      measures: ['完善预算管理制度', '改进管理措施', '加强内部控制', '降低支出成本', '增强支出责任'],
      escalation: ['bulletin', 'summons', 'reduction'],
    }),
    // 自治区财政厅组织验收后编印规范管理蓝本，形成经验后全面推开。
    appraisal: by(`${PLAN} 四（一）；评分默认`, {
      ...APPRAISAL,
      series: [],
      reportsTo: '自治区财政厅',
      consequences: ['组织验收', '编印规范管理蓝本'],
    }),
    pilot: {
      // 试点周期自2022年8月开始，至2024年6月结束。
      window: by(`${PLAN} 二（三）`, { startsOn: '2022-08-01', endsOn: '2024-06-30' }),
      // 选择1-2个重点项目开展预算绩效一体化全流程规范管理。
      projectsPerCounty: by(`${PLAN} 二（一）`, { min: 1, max: 2 }),
      // 全流程规范化绩效管理包括事前绩效评估、预算绩效目标、绩效跟踪监控、绩效评价、评价结果应用管理等方面。
      stages: by(
        `${PLAN} 二（三）；时限、完成标志默认（全年最后一月的监控、财政评价、结果应用登记）`,
        PILOT_STAGES.map((stage, at) => ({ ...stage, article: `${PLAN} 三（${'一二三四五'.charAt(at)}）` })),
      ),
      // 中央、自治区和市县党委政府确定的重大目标任务，覆盖面广、影响力大、社会关注度高，且对宁夏经济社会发展有深远影响、执行环境发生变化、
      // 执行效果不佳，政策效益不明显的重点项目等。……社会、群众关注度较高的重大事项和民生事项
      criteria: by(`${PLAN} 二（二）、四（一）`, [
        { criterion: 'majorTask', name: '中央、自治区和市县党委政府确定的重大目标任务' },
        { criterion: 'wideCoverage', name: '覆盖面广' },
        { criterion: 'greatInfluence', name: '影响力大' },
        { criterion: 'publicAttention', name: '社会关注度高' },
        { criterion: 'farReaching', name: '对宁夏经济社会发展有深远影响' },
        { criterion: 'changedEnvironment', name: '执行环境发生变化' },
        { criterion: 'poorExecution', name: '执行效果不佳' },
        { criterion: 'unclearBenefit', name: '政策效益不明显' },
        { criterion: 'livelihood', name: '民生事项' },
      ]),
      // 自治区财政厅组织验收
      acceptedBy: by(`${PLAN} 二（三）、四（一）`, ['province']),
      // 项目实施全流程周期结束后形成专报，上报同级人大、政府，为决策提供依据。
      specialReportTo: by(`${PLAN} 三（五）三是`, ['congress', 'government']),
      // 形成“讲绩效、重绩效、比绩效”的良好氛围
      gradePoints: by(`${PLAN} 四（三）；分值默认（优4、良3、中2、差1）`, { excellent: 4, good: 3, fair: 2, poor: 1 }),
    },
  },
};

/** 重点论证……实施方案有效性、筹资合规性等，特别是对财力的可承受力作出科学评估。 */
function pilotDimension(dimension: Dimension): Dimension {
  switch (dimension.key) {
    case 'feasibility':
      return { ...dimension, name: '实施方案有效性' };
    case 'affordability':
      return { ...dimension, veto: true, required: true };
    default:
      return dimension;
  }
}
