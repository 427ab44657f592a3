/**
 * Figures of others, as [mean, deviation] at the 100th, 80th and 50th percentile. `small`: a port
 * of the papers to PyTorch at our budget, 3 seeds. `large`: the same at the papers' budget, 2 × 2048
 * and 100 epochs, where no comment says otherwise. `published`: 100th percentile, Tan et al. 2025
 * (ICLR), table 2, 8 seeds, and for ROOT and GA on GP Dao et al. 2025, table 1, 8 seeds; for
 * Superconductor another forest, so not comparable.
 */
export const reference = {
  TFBind8: {
    GA: {
      small: [
        [0.97, 0.005],
        [0.765, 0.015],
        [0.607, 0.016],
      ],
      large: [
        [0.978, 0.013],
        [0.826, 0.027],
        [0.615, 0.024],
      ],
      published: [0.969, 0.021],
    },
    IGNITE: {
      small: [
        [0.93, 0.04],
        [0.769, 0.003],
        [0.608, 0.003],
      ],
      large: [
        [0.986, 0.009],
        [0.826, 0.022],
        [0.614, 0.044],
      ],
    },
    "IGNITE-2": {
      small: [
        [0.936, 0.015],
        [0.76, 0.012],
        [0.58, 0.009],
      ],
      large: [
        [0.969, 0.021],
        [0.805, 0.033],
        [0.582, 0.044],
      ],
    },
    BOSS: {
      small: [
        [0.954, 0.021],
        [0.764, 0.006],
        [0.622, 0.001],
      ],
    },
    COMs: {
      small: [
        [0.951, 0.014],
        [0.713, 0.015],
        [0.534, 0.01],
      ],
      published: [0.953, 0.038],
    },
    "ENS-MIN": {
      large: [
        [0.986, 0.007],
        [0.856, 0.012],
        [0.656, 0.018],
      ],
      published: [0.979, 0.014],
    },
    "ENS-MEAN": {
      large: [
        [0.98, 0.01],
        [0.873, 0.014],
        [0.679, 0.038],
      ],
      published: [0.985, 0.008],
    },
    UWO: {
      large: [
        [0.984, 0.01],
        [0.861, 0],
        [0.686, 0],
      ],
    },
    // Small: one run, 1,000 rows a function, 4 epochs. Large: two, 15,000 rows, half their range.
    ROOT: {
      small: [
        [0.98, 0],
        [0.67, 0],
        [0.54, 0],
      ],
      large: [
        [0.986, 0.015],
        [0.834, 0.008],
        [0.672, 0.013],
      ],
      published: [0.986, 0.007],
    },
    "GA on GP": {
      // 2,000 rows, and 15,000; half the range of the runs.
      small: [
        [0.969, 0.02],
        [0.668, 0.041],
        [0.505, 0.003],
      ],
      large: [
        [0.98, 0.003],
        [0.773, 0.017],
        [0.574, 0.002],
      ],
      published: [0.77, 0.087],
    },
    "BO-qEI": { published: [0.802, 0.081] },
    CbAS: { published: [0.921, 0.046] },
    "CMA-ES": { published: [0.944, 0.017] },
    REINFORCE: { published: [0.935, 0.049] },
  },
  Superconductor: {
    GA: {
      small: [
        [0.587, 0.018],
        [0.563, 0.008],
        [0.542, 0.005],
      ],
      large: [
        [0.598, 0.019],
        [0.568, 0.024],
        [0.553, 0.029],
      ],
      published: [0.51, 0.028],
    },
    IGNITE: {
      small: [
        [0.583, 0.014],
        [0.558, 0.005],
        [0.538, 0.008],
      ],
      large: [
        [0.591, 0.021],
        [0.567, 0.029],
        [0.551, 0.03],
      ],
    },
    "IGNITE-2": {
      large: [
        [0.591, 0.022],
        [0.576, 0.03],
        [0.571, 0.028],
      ],
    },
    BOSS: {
      small: [
        [0.607, 0.003],
        [0.578, 0.015],
        [0.553, 0.013],
      ],
      large: [
        [0.584, 0.018],
        [0.544, 0.023],
        [0.536, 0.025],
      ],
    },
    COMs: {
      small: [
        [0.603, 0.076],
        [0.41, 0.034],
        [0.37, 0.025],
      ],
      published: [0.46, 0.04],
    },
    "ENS-MIN": {
      large: [
        [0.614, 0.003],
        [0.598, 0.01],
        [0.583, 0.025],
      ],
      published: [0.514, 0.02],
    },
    "ENS-MEAN": {
      large: [
        [0.613, 0.007],
        [0.585, 0.021],
        [0.57, 0.027],
      ],
      published: [0.508, 0.019],
    },
    UWO: {
      large: [
        [0.586, 0.017],
        [0.577, 0],
        [0.572, 0],
      ],
    },
    // Two runs, 8,000 rows, half their range.
    ROOT: {
      large: [
        [0.516, 0.028],
        [0.466, 0.002],
        [0.407, 0.003],
      ],
    },
    "GA on GP": {
      large: [
        [0.544, 0],
        [0.454, 0],
        [0.396, 0],
      ],
    },
    "BO-qEI": { published: [0.382, 0.013] },
    CbAS: { published: [0.421, 0.049] },
    "CMA-ES": { published: [0.463, 0.042] },
    REINFORCE: { published: [0.478, 0.017] },
  },
};
