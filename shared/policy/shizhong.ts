/** 济南市市中区: 区级部门单位预算绩效管理办法. */
import { APPRAISAL } from './appraisal.ts';
import { NATIONAL } from './national.ts';
import { by, gate, type PolicyFile } from './policy.ts';

const MEASURES = '市中政办字〔2019〕36号';

export const SHIZHONG: PolicyFile = {
  id: 'shizhong-2019',
  name: '济南市市中区',
  division: '370103',
  document: `${MEASURES}《济南市市中区区级部门单位预算绩效管理办法》`,
  since: '2019-12-30',
  years: { from: 2019 },
  rules: {
    assessment: {
      // 申请新设专项资金、新出台重大政策和新确定项目，应开展事前绩效评估
      required: by(`${MEASURES} 第九条`, [
        { origins: ['new'], subjects: ['specialFund'], majorOnly: false, says: '新设专项资金应开展事前绩效评估。' },
        { origins: ['new'], subjects: ['policy'], majorOnly: true, says: '新出台重大政策应开展事前绩效评估。' },
        { origins: ['new'], subjects: ['project'], majorOnly: false, says: '新确定项目应开展事前绩效评估。' },
      ]),
      // 投资主管部门要加强基建投资绩效评估。
      investmentOrganisers: by(`${MEASURES} 第九条`, ['investment', 'department']),
      // 区财政部门……对新增重大政策和项目预算进行审核，必要时可组织第三方机构独立开展绩效评估
      chain: by(`${MEASURES} 第九条`, [
        { step: 'opinion', name: '区财政部门审核', roles: ['finance-section', 'finance-performance', 'third-party'] },
      ]),
      // 根据区业务主管部门项目申请报告、绩效评估报告等内容……进行审核
      materials: by(
        `${MEASURES} 第九条`,
        NATIONAL.assessment.materials.value.map(({ kind, name, ...one }) =>
          kind === 'application' ? { kind, name: '项目申请报告', required: true } : { kind, name, ...one },
        ),
      ),
    },
    goals: {
      // 区业务主管部门和区财政部门按照各自职责分别进行审核。
      chain: by(`${MEASURES} 第十一条`, [
        { step: 'department', name: '区业务主管部门审核', roles: ['department'] },
        { step: 'finance', name: '区财政部门审核', roles: ['finance-section', 'finance-performance'] },
      ]),
      // 因预算调整、政策变化、突发事件等影响绩效目标实现，确需调整绩效目标的，由区业务主管部门提出绩效目标调整申请
      adjustmentReasons: by(`${MEASURES} 第十一条`, ['budgetAdjustment', 'policyChange', 'emergency']),
      adjustedBy: by(`${MEASURES} 第十一条`, ['department']),
      // 将预算执行进度、预算支出率、预算到项目率三个预算绩效共性指标与项目绩效目标一并编入部门预算
      commonIndicators: by(`${MEASURES} 第十条；算法默认`, [
        { key: 'executionProgress', name: '预算执行进度', formula: '累计支出÷全年预算，与时序进度比较' },
        { key: 'spendingRate', name: '预算支出率', formula: '累计支出÷累计下达指标' },
        { key: 'allocationRate', name: '预算到项目率', formula: '已细化到具体项目的预算÷部门项目预算总额；单个项目按已下达指标÷全年预算' },
      ]),
      // 在批复部门预算或下达资金时，同步批复下达预算绩效目标。
      together: by(`${MEASURES} 第十一条`, ['approval', 'issue']),
    },
    monitoring: {
      // 对重大专项、基本建设项目以及支出进度缓慢、管理薄弱的项目开展重点监控
      scope: by(`${MEASURES} 第十三条；支出进度缓慢的幅度默认（落后时序进度10个百分点）`, {
        all: false,
        key: [
          { test: 'major', name: '重大专项', by: 'department' },
          { test: 'investment', name: '基本建设项目', by: 'department' },
          { test: 'slowSpending', name: '支出进度缓慢的项目', by: 'department', behind: 0.1 },
          { test: 'weakManagement', name: '管理薄弱的项目', by: 'department' },
        ],
      }),
      // 及时通报业务主管部门实施整改，对问题严重或整改后仍不到位的，暂缓或停止预算拨款并收回已拨资金。
      sanctions: by(`${MEASURES} 第十四条`, ['rectify', 'suspend', 'stop', 'recover']),
      // 对预计年底无法支出的项目资金实施精准清理收回，调整用于全区重点项目
      sweep: by(`${MEASURES} 第十四条；月份默认（12月）`, { fromMonth: 12, use: '调整用于全区重点项目', to: 'key' }),
    },
    evaluation: {
      // 区业务主管部门要加强绩效自评的组织管理，监督指导项目实施单位客观真实反映项目绩效。
      selfAudit: by(`${MEASURES} 第十五条；财政接收默认`, [
        { step: 'department', name: '区业务主管部门审核', roles: ['department'] },
        { step: 'finance', name: '区财政部门接收', roles: ['finance-section', 'finance-performance'] },
      ]),
      spotCheck: by(`${MEASURES} 第十六条；幅度默认（相差10分或一个等次）`, { difference: 10, gradeBands: 1 }),
      // 对未按要求开展自评、自评和抽评结果差异较大以及抽评结果为差的项目予以通报。
      bulletins: by(`${MEASURES} 第十六条`, ['missing', 'difference', 'poor']),
      // 对到期专项资金开展绩效评价
      cycle: by(`${MEASURES} 第十六条`, { years: 5, plan: 'expiry', onExpiry: true, reEvaluation: false }),
    },
    linkage: {
      // 与事前绩效评估审定的下年度资金实际需求等挂钩……与预算绩效目标挂钩……与上年预算执行绩效挂钩
      // 同时，建立部门预算安排与部门、单位整体绩效评价结果挂钩机制
      factors: by(`${MEASURES} 第十二条`, ['assessedNeed', 'goals', 'lastYear', 'departmentResult']),
      // 优先保障绩效较好的政策、项目，对低效无效资金一律予以削减或取消。
      uses: by(`${MEASURES} 第十二条`, { excellent: 'priority', good: 'priority', fair: 'reduceOrCancel', poor: 'reduceOrCancel' }),
      // 特殊情况必须保障的，报经区政府研究同意后予以保障。
      exceptionBy: by(`${MEASURES} 第十二条`, ['government']),
    },
    gates: {
      // 未开展绩效评估或绩效评估结果差的政策和项目不得列入中期财政规划和年度预算，相关项目不得纳入项目库。
      G1: gate(`${MEASURES} 第九条`, '项目入库', ['assessment'], '未开展绩效评估或绩效评估结果差的，不得纳入项目库。'),
      G2: gate(
        `${MEASURES} 第九条、第十条`,
        '申请预算',
        ['assessment', 'goalsFiled'],
        '事前绩效评估是申请预算的必备要件；谁申请资金，谁编制目标。',
      ),
      // 未按要求设定绩效目标或审核未通过的，不安排预算。
      G3: gate(
        `${MEASURES} 第九条、第十一条、第十二条`,
        '安排预算',
        ['assessment', 'goals', 'linkage'],
        '未按要求设定绩效目标或审核未通过的，不安排预算；预算编制与绩效“三个挂钩”，特殊情况报经区政府研究同意。',
        ['linkage'],
      ),
      G4: gate(`${MEASURES} 第十一条`, '批复预算', ['goalsIssued'], '批复部门预算或下达资金时，同步批复下达预算绩效目标。'),
      G5: gate(
        `${MEASURES} 第十一条`,
        '预算调整',
        ['goalVersion', 'reason'],
        '确需调整绩效目标的，由业务主管部门提出申请，按预算管理流程报批。',
      ),
      G6: gate(`${MEASURES} 第十四条`, '资金拨付', ['fundsActive'], '暂缓或停止预算拨款期间不得拨付。'),
      G9: gate(`${MEASURES} 第十六条`, '专项资金存续', ['expiryEvaluation'], '到期专项资金应完成绩效评价。'),
    },
    // 涵盖一般公共预算、政府性基金预算、国有资本经营预算和社会保险基金预算
    books: by(`${MEASURES} 第二条`, ['general', 'governmentFund', 'stateCapital', 'socialInsurance']),
    coverage: {
      // 涉及一般公共预算等财政资金的政府投资基金、政府与社会资本合作（PPP）、政府购买服务、政府债务项目等各项政府投融资活动
      instruments: by(`${MEASURES} 第二条`, ['investmentFund', 'ppp', 'servicePurchase', 'debt']),
      // 除涉密内容外
      secrecy: by(`${MEASURES} 第十八条；审查人默认（主管部门）`, { levels: ['field'], reviewedBy: ['department'] }),
    },
    // 将重大政策和项目绩效目标、绩效评价结果等绩效信息向社会公开，并逐步将除涉密内容外的绩效信息全部向社会公开。
    disclosure: by(`${MEASURES} 第十八条；《中华人民共和国预算法》 第十四条`, { days: 20, scope: 'major' }),
    // 区委组织部门将预算绩效指标纳入全区经济社会发展综合考核和干部政绩考核体系
    appraisal: by(`${MEASURES} 第七条；评分默认`, {
      ...APPRAISAL,
      series: [],
      reportsTo: '区委组织部',
      consequences: ['纳入全区经济社会发展综合考核', '纳入干部政绩考核'],
    }),
  },
};
