"""What Optuna sees in a journal, and journals that it writes: `show|write|work|constrain PATH NAME`."""

import json
import sys
import warnings

import optuna

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def storage(path):
    module = optuna.storages
    if hasattr(module, "journal"):
        return module.JournalStorage(module.journal.JournalFileBackend(path))
    return module.JournalStorage(module.JournalFileStorage(path))


def show(path, name):
    study = optuna.load_study(study_name=name, storage=storage(path))
    trials = [
        {
            "number": t.number,
            "state": t.state.name,
            "params": t.params,
            "values": t.values,
            "types": {k: type(v).__name__ for k, v in t.params.items()},
            "distributions": {k: repr(d) for k, d in t.distributions.items()},
            "started": t.datetime_start is not None,
            "ended": t.datetime_complete is not None,
            "constraints": t.system_attrs.get("constraints"),
        }
        for t in study.trials
    ]
    single = len(study.directions) == 1
    print(
        json.dumps(
            {
                "directions": [d.name for d in study.directions],
                "best": study.best_trial.number if single else None,
                "front": [t.number for t in study.best_trials],
                "trials": trials,
                "attributes": sorted(study.system_attrs),
            }
        )
    )


def objective(trial):
    x = trial.suggest_float("x", -1, 1)
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    rate = trial.suggest_float("rate", 0, 1, step=0.1)
    n = trial.suggest_int("n", 1, 9)
    wide = trial.suggest_int("wide", 1, 1000, log=True)
    even = trial.suggest_int("even", 2, 20, step=2)
    kind = trial.suggest_categorical("kind", ["a", "b", None, 3, 1.5, True])
    trial.report(0.5, 1)
    trial.set_user_attr("note", "öß 漢字")
    if trial.number == 3:
        raise ValueError("no")
    if trial.number == 4:
        raise optuna.TrialPruned()
    if trial.number == 5:
        return float("inf")
    return x * x + lr + rate + n + wide + even + (kind == "a")


def write(path, name):
    sampler = optuna.samplers.RandomSampler(seed=1)
    study = optuna.create_study(study_name=name, storage=storage(path), sampler=sampler)
    study.enqueue_trial({"x": 0.5, "n": 4})
    study.optimize(objective, n_trials=12, catch=(ValueError,))
    running = study.ask()
    running.suggest_float("x", -1, 1)
    distributions = study.trials[0].distributions
    study.ask(distributions)
    study.enqueue_trial(study.trials[1].params)
    show(path, name)


def work(path, name, count):
    """Runs trials of an existing study beside others."""
    sampler = optuna.samplers.RandomSampler(seed=int(count))
    study = optuna.load_study(study_name=name, storage=storage(path), sampler=sampler)
    for _ in range(int(count)):
        trial = study.ask({"x": optuna.distributions.FloatDistribution(0, 1)})
        study.tell(trial, trial.params["x"])


def constrain(path, name, count):
    """NSGA-II and TPE, which looks at the constraints of all trials, whoever has told them."""
    warnings.filterwarnings("error", message=".*does not have constraint values")

    def constraints(trial):
        x, y = trial.params["x"], trial.params["y"]
        return [3 - x - y - 2, -1 - (x - y), x - y - 1]

    study = optuna.create_study(
        study_name=name,
        storage=storage(path),
        directions=["minimize", "maximize"],
        load_if_exists=True,
    )

    def objective(trial):
        x, y = trial.suggest_float("x", 0, 1), trial.suggest_float("y", 0, 1)
        return x + 2 * y, -x * x - y * y

    own = {"seed": 1, "constraints_func": constraints}
    for sampler in (
        optuna.samplers.NSGAIISampler(population_size=4, **own),
        optuna.samplers.TPESampler(n_startup_trials=2, **own),
    ):
        study.sampler = sampler
        study.optimize(objective, n_trials=int(count))
    show(path, name)


globals()[sys.argv[1]](*sys.argv[2:])
