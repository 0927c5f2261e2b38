/** 天津市静海区: 关于全面推进预算绩效管理工作的落实方案. */
import { APPRAISAL } from './appraisal.ts';
import { NATIONAL } from './national.ts';
import { by, gate, type PolicyFile } from './policy.ts';

const PLAN = '津静海政发〔2020〕19号';

export const JINGHAI: PolicyFile = {
  id: 'jinghai-2020',
  name: '天津市静海区',
  division: '120118',
  document: `${PLAN}《静海区关于全面推进预算绩效管理工作的落实方案》`,
  since: '2020-11-06',
  years: { from: 2020 },
  rules: {
    assessment: {
      // 各部门要对新增重大政策和项目开展事前绩效评估……全面落实事前绩效评估制度，逐步扩大事前绩效评估范围。
      required: by(`${PLAN} 四（一）；扩大的对象参照津财绩效〔2020〕19号 第三条，年度默认（2022年）`, [
        {
          origins: ['new'],
          subjects: ['policy', 'project', 'specialFund'],
          majorOnly: true,
          says: '新增重大政策和项目应开展事前绩效评估。',
        },
        {
          origins: ['expanded', 'renewed'],
          subjects: ['policy', 'project', 'specialFund'],
          majorOnly: true,
          from: 2022,
          says: '扩围提标、到期申请继续的重大政策和项目应开展事前绩效评估。',
        },
      ]),
      // 区财政局加强对新增重大政策和项目预算审核，必要时可委托第三方机构独立开展评估
      chain: by(`${PLAN} 四（一）`, [
        { step: 'opinion', name: '区财政局审核', roles: ['finance-section', 'finance-performance', 'third-party'] },
      ]),
      // 出具绩效评估报告，将评估结果作为申请预算的必备要件。
      materials: by(`${PLAN} 四（一）`, NATIONAL.assessment.materials.value),
    },
    goals: {
      // 区财政局要严格绩效目标审核
      chain: by(`${PLAN} 四（二）`, [{ step: 'finance', name: '区财政局审核', roles: ['finance-section', 'finance-performance'] }]),
      // 参照市级政府收支预算绩效管理体系，围绕……预算收支结构优化、财政资金使用效率、债务风险与可持续等方面
      templates: by(`${PLAN} 五（三）`, [
        {
          kind: 'government',
          name: '区级政府收支预算绩效目标',
          article: `${PLAN} 五（三）`,
          subjects: ['government'],
          level: 'warning',
          aspects: [
            { key: 'structure', name: '预算收支结构优化', words: ['收支结构', '收入结构', '支出结构', '税收占比'] },
            { key: 'efficiency', name: '财政资金使用效率', words: ['使用效率', '资金效率', '盘活', '配置'] },
            { key: 'debt', name: '债务风险与可持续', level2: ['sustainable'], words: ['债务', '可持续'] },
          ],
        },
      ]),
      // 随部门预算同步报送绩效目标。……与部门预算同步审核、同步批复……在下达预算时要同步下达绩效目标。
      together: by(`${PLAN} 四（二）`, ['filing', 'review', 'approval', 'issue']),
    },
    monitoring: {
      // 将监控范围覆盖到所有项目支出。……区财政局根据需要开展重点监控
      scope: by(`${PLAN} 四（三）`, { all: true, key: [{ test: 'chosen', name: '区财政局根据需要选取的项目', by: 'finance' }] }),
      // 对预计当年项目无法执行、绩效目标无法实现的资金，及时收回统筹使用。
      sanctions: by(`${PLAN} 四（三）`, ['recover']),
      sweep: by(`${PLAN} 四（三）；月份默认（12月）`, { fromMonth: 12, use: '及时收回统筹使用', to: 'any' }),
    },
    evaluation: {
      // 各部门负责组织部门本级及所属单位全面开展绩效自评
      selfAudit: by(`${PLAN} 四（四）；财政接收默认`, [
        { step: 'department', name: '主管部门审核', roles: ['department'] },
        { step: 'finance', name: '区财政局接收', roles: ['finance-section', 'finance-performance'] },
      ]),
      // 原则上以5年为周期实现部门评价重点项目全覆盖。
      cycle: by(`${PLAN} 四（四）`, { years: 5, plan: 'cycle', onExpiry: false, reEvaluation: false }),
    },
    linkage: {
      // 有效的支出要安排，低效的要削减，无效的要问责。
      uses: by(`${PLAN} 四（五）`, { excellent: 'keep', good: 'keep', fair: 'reduce', poor: 'account' }),
    },
    gates: {
      // 将绩效目标设置作为项目入库和申请预算的前置条件
      G1: gate(
        `${PLAN} 四（一）（二）`,
        '项目入库',
        ['assessment', 'goals'],
        '绩效目标是项目入库的前置条件，新增重大政策和项目还应完成事前绩效评估。',
      ),
      G2: gate(
        `${PLAN} 四（一）（二）`,
        '申请预算',
        ['assessment', 'goalsFiled'],
        '事前绩效评估结果是申请预算的必备要件，绩效目标随部门预算同步报送。',
      ),
      // 未按要求设定绩效目标或审核不通过的，不得安排预算。
      G3: gate(
        `${PLAN} 四（二）（五）`,
        '安排预算',
        ['goals', 'linkage'],
        '未按要求设定绩效目标或审核不通过的，不得安排预算；安排数与绩效结果挂钩。',
        ['linkage'],
      ),
      G4: gate(`${PLAN} 四（二）`, '批复预算', ['goalsIssued'], '绩效目标与部门预算同步批复，下达预算时同步下达绩效目标。'),
      // 年度执行中，各部门申请新增或调整变更项目预算时，要同步报送绩效目标。
      G5: gate(`${PLAN} 四（二）`, '预算调整', ['goalVersion', 'reason'], '申请新增或调整变更项目预算时同步报送绩效目标。'),
    },
    // 推进政府性基金预算绩效管理……逐步开展国有资本经营预算绩效管理试点，实现绩效管理“三本预算”全覆盖。
    books: by(`${PLAN} 五（二）`, ['general', 'governmentFund', 'stateCapital']),
    coverage: {
      // 逐步推动绩效管理向政府投资基金、政府和社会资本合作（PPP）、政府采购、政府购买服务、地方政府债务项目拓展。
      instruments: by(`${PLAN} 五（二）`, ['investmentFund', 'ppp', 'procurement', 'servicePurchase', 'debt']),
      // ……等17类共性绩效指标框架……等16个行业领域的个性绩效指标体系
      categories: by(`${PLAN} 三（一）（二）`, {
        common: {
          of: 17,
          names: ['基建工程（修缮）', '信息系统建设运维', '纪检监察', '监督检查', '设备（装备）购置', '科研项目', '文体活动', '租金物业费'],
        },
        sectors: {
          of: 16,
          names: ['一般公共服务', '公共安全', '教育', '科学技术', '文化旅游体育和传媒', '社会保障和就业', '卫生健康', '节能环保'],
        },
      }),
      // 除涉密项目外的全部项目
      secrecy: by(`${PLAN} 四（六）；审查人默认（主管部门）`, { levels: ['project'], reviewedBy: ['department'] }),
      // 对第三方参与事前绩效评估、绩效目标评审、实施绩效监控、开展绩效评价以及绩效管理咨询等工作进行规范。
      agencies: by(`${PLAN} 六（二）；评分、年限默认`, {
        ...NATIONAL.coverage.agencies.value,
        works: ['事前绩效评估', '绩效目标评审', '绩效监控', '绩效评价', '绩效管理咨询'],
      }),
    },
    // 除涉密项目外的全部项目绩效目标、绩效自评结果和绩效评价报告等绩效信息随部门预决算同步公开
    disclosure: by(`${PLAN} 四（六）；《中华人民共和国预算法》 第十四条`, { days: 20, scope: 'all' }),
    // 对工作成效明显的给予表彰，对工作推进不力的进行约谈。
    appraisal: by(`${PLAN} 七（三）；评分默认`, {
      ...APPRAISAL,
      series: [],
      consequences: ['表彰', '约谈', '作为安排部门预算和分配转移支付资金的重要依据'],
    }),
  },
};
