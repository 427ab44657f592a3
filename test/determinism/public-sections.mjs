/** What users see: fits, predictions, samples and asks, all numbers of them. */

/** n points of d coordinates in [0, 1), and values: plain arithmetic, exact on every engine. */
function data(n, d) {
  const X = Array.from({ length: n }, (_, i) =>
    Array.from({ length: d }, (_, j) => ((i + 1) * (2 * j + 7) * 0.13) % 1),
  );
  const y = X.map((x) => x.reduce((sum, value, j) => sum + (j + 1) * (value - 0.1 * j) ** 2, 0));
  return { X, y };
}

/** A study's batches on a problem with several objectives: params and values. */
function batches(study, problem, count) {
  return Array.from({ length: count }, () =>
    study.ask({ count: 3 }).flatMap((trial) => {
      const values = problem.objective(trial.params);
      study.tell(trial, values);
      return [...Object.values(trial.params), ...Object.values(values)];
    }),
  ).flat();
}

/** Training steps of a round: enough for numbers of every kind. */
const STEPS = 20;

/** A study's asks on a problem, with all that its model expected of them. */
function run({ Study, hartmann6 }, sampler, trials) {
  const study = new Study({
    space: hartmann6.space(),
    objectives: { value: "minimize" },
    seed: 7,
    sampler,
  });
  return Array.from({ length: trials }, () => {
    const trial = study.ask();
    const value = hartmann6.objective(trial.params);
    study.tell(trial, { value });
    return [...Object.values(trial.params), value, ...Object.values(trial.prediction ?? {})];
  }).flat();
}

export const publicSections = {
  "fit and predictions": ({ GaussianProcess }) => {
    const { X, y } = data(40, 4);
    const model = new GaussianProcess().fit(X, y);
    const { kernel, noise, mean } = model.hyperparameters;
    const at = data(25, 4).X.map((x) => x.map((value) => 1 - value));
    const { mean: means, variance, ...gradients } = model.predict(at, { gradients: true });
    const out = model.leaveOneOut();
    return [
      ...Object.values(kernel),
      noise,
      ...mean,
      model.logMarginalLikelihood,
      ...means,
      ...variance,
      ...Object.values(gradients).flatMap((values) => [...values]),
      ...out.mean,
      ...out.variance,
    ];
  },
  "samples of a posterior": ({ GaussianProcess }) => {
    const { X, y } = data(30, 3);
    const model = new GaussianProcess().fit(X, y);
    const at = data(12, 3).X.map((x) => x.map((value) => 0.5 * value + 0.25));
    const path = model.samplePath({ seed: 3 }).evaluateWithGradient(at);
    return [...model.sample(at, 5, { seed: 11 }), ...path.value, ...path.gradient];
  },
  "30 asks on Hartmann6": (library) => run(library, "gp", 30),
  "asks with a budget of work": ({ Study, hartmann6 }) => {
    const study = new Study({
      space: hartmann6.space(),
      objectives: { value: "minimize" },
      seed: 7,
    });
    return Array.from({ length: 20 }, (_, i) => {
      return study.ask({ count: 2, workBudget: 1 + (i % 4) }).flatMap((trial) => {
        const value = hartmann6.objective(trial.params);
        study.tell(trial, { value });
        return [...Object.values(trial.params), value, ...Object.values(trial.prediction ?? {})];
      });
    }).flat();
  },
  "asks at random and from Sobol points": (library) => [
    ...run(library, "random", 30),
    ...run(library, "sobol", 30),
  ],
  "asks in a mixed space": ({ Study, float, int, choice }) => {
    const study = new Study({
      space: {
        rate: float(1e-5, 1, { scale: "log" }),
        layers: int(1, 8),
        activation: choice(["relu", "gelu", "tanh"]),
      },
      objectives: { loss: "minimize" },
      seed: 3,
    });
    return Array.from({ length: 14 }, () => {
      const trial = study.ask();
      const { rate, layers, activation } = trial.params;
      const code = activation.charCodeAt(0) / 128;
      study.tell(trial, { loss: (rate - 0.01) ** 2 + (layers - 5) ** 2 / 64 + code });
      return [rate, layers, code];
    }).flat();
  },
  "designs from a fixed table": async ({ offline }) => {
    const { X, y } = data(60, 3);
    const rows = X.map(([a, b], i) => ({ a, b, kind: "uvw"[i % 3], y: y[i] + (i % 3) }));
    const net = { hidden: [16, 16], epochs: 4, batch: 16, steps: 10, members: 2 };
    const { optimizeOffline, gradientAscent, ensembleMin, conservative, coms, root } = offline;
    const { ignite, boss, boQei, cbas, cmaEs, reinforce, ensembleMean, gpAscent } = offline;
    const small = { hidden: [16], epochs: 4, batch: 16, members: 2 };
    const methods = [
      gradientAscent(net),
      gradientAscent({ ...net, regularizer: ignite() }),
      gradientAscent({ ...net, regularizer: boss() }),
      ensembleMean(net),
      gpAscent({ rows: 40 }),
      ensembleMin({ ...net, regularizer: boss() }),
      conservative({ ...net, regularizer: boss({ gamma: "vector" }) }),
      coms(net),
      boQei({ ...small, rounds: 2, perRound: 3, restarts: 2, samples: 16, maxIterations: 10 }),
      cbas({ ...small, latent: 3, vaeHidden: [16], vaeEpochs: 4, rounds: 3, samples: 50 }),
      cmaEs({ ...small, generations: 10 }),
      reinforce({ ...small, iterations: 20 }),
      offline.geneticAlgorithm({ ...small, generations: 5 }),
      root({
        functions: { perEpoch: 2, steps: 5, exact: 20, centres: 15 },
        bridge: { hidden: [16], epochs: 1, batches: 20 },
      }),
    ];
    const numbers = [];
    for (const method of methods) {
      const options = { target: "y", candidates: 10, seed: 4, method };
      const { candidates, data, validation } = await optimizeOffline(rows, options);
      for (const { params, score, deviation, distance } of candidates) {
        numbers.push(params.a, params.b, params.kind.charCodeAt(0), score, deviation, distance);
      }
      numbers.push(data.typicalDistance, validation.rankCorrelation);
    }
    return numbers;
  },
  "qLogNEHVI over two and three objectives": ({ Study, gpSampler, vlmop2, re37 }) =>
    [vlmop2(3), re37].flatMap((problem) => {
      const study = new Study({
        space: problem.space(),
        objectives: problem.directions(),
        seed: 5,
        sampler: gpSampler({ initialDesign: 9 }),
      });
      return batches(study, problem, 5);
    }),
  "rounds of every method over two and three objectives": ({ ParetoSetLearner, vlmop2, re37 }) =>
    [vlmop2(3), re37].flatMap((problem) =>
      ["svh", "svh-compat", "psl", "psl-smooth"].flatMap((method) => {
        const learner = new ParetoSetLearner({
          space: problem.space(),
          objectives: problem.directions(),
          seed: 6,
          method,
          initialDesign: 9,
          settings: { steps: STEPS },
        });
        const even = Object.keys(problem.directions()).map(() => 1);
        const told = batches(learner.study, problem, 4);
        return [...told, ...Object.values(learner.solution(even).params)];
      }),
    ),
  "constraints in studies and in a Pareto set": ({
    ParetoSetLearner,
    Study,
    nsga2Sampler,
    srn,
  }) => {
    const about = { space: srn.space(), objectives: srn.directions(), constraints: srn.limits() };
    const studies = ["gp", nsga2Sampler({ population: 8 })].flatMap((sampler) =>
      batches(new Study({ ...about, seed: 3, sampler }), srn, 5),
    );
    const options = { ...about, seed: 3, initialDesign: 9, settings: { steps: STEPS } };
    const learner = new ParetoSetLearner(options);
    const told = batches(learner.study, srn, 4);
    const solutions = [learner.solution([1, 1]), ...learner.front(3)];
    const learnt = solutions.flatMap(({ params, feasibility }) => [
      ...Object.values(params),
      feasibility,
    ]);
    return [...studies, ...told, ...learnt];
  },
  "a Pareto set and its model": ({ ParetoSetLearner, ParetoSetModel, float, int }) => {
    const learner = new ParetoSetLearner({
      space: { x: float(0, 1), y: float(-2, 2), count: int(1, 6) },
      objectives: { cost: "minimize", strength: "maximize" },
      initialDesign: 10,
      seed: 2,
      settings: { steps: 60 },
    });
    const numbers = [];
    for (let round = 0; round < 4; round++) {
      const batch = learner.ask(5);
      const results = batch.map(({ params: { x, y, count } }) => ({
        cost: x * x + y * y + 0.1 * count,
        strength: x - y * y + count / (1 + x),
      }));
      for (const { params } of batch) numbers.push(params.x, params.y, params.count);
      learner.tell(batch, results);
    }
    const model = ParetoSetModel.from(JSON.stringify(learner.model));
    for (const share of [0.1, 0.35, 0.6, 0.85]) {
      const { params, predicted, distance } = model.solution([share, 1 - share]);
      numbers.push(params.x, params.y, params.count, distance);
      for (const { mean, sd } of Object.values(predicted)) numbers.push(mean, sd);
    }
    return numbers;
  },
};
