"""The models of BenchmarkModels.cs, built with QuTiP."""
import numpy as np
import qutip as qt


def on(site, local, count):
    return qt.tensor([local if k == site else qt.qeye(2) for k in range(count)])


def paper(spins):
    """One electron (site 0) and spins-1 nuclei in a chain; the observable is I1z - I2z."""
    rate, polarization = 2e6, 0.7
    z, plus, minus = qt.sigmaz() / 2, qt.sigmap(), qt.sigmam()
    sz = on(0, z, spins)
    iz = [on(k, z, spins) for k in range(1, spins)]
    ip = [on(k, plus, spins) for k in range(1, spins)]
    hamiltonian = 0 * sz
    for k in range(spins - 1):
        hamiltonian += 2 * 2e6 / (k + 1) ** 3 * sz * iz[k]
        if k > 0:
            flip = ip[k - 1] * ip[k].dag()
            hamiltonian += -0.5 * 5e4 * (flip + flip.dag())
    jumps = [
        np.sqrt(rate * (1 + polarization) / 2) * on(0, plus, spins),
        np.sqrt(rate * (1 - polarization) / 2) * on(0, minus, spins),
    ]
    up, down = qt.fock_dm(2, 0), qt.fock_dm(2, 1)
    electron = (1 + polarization) / 2 * up + (1 - polarization) / 2 * down
    initial = qt.tensor([electron, up] + [down] * (spins - 2))
    return hamiltonian, jumps, initial, [iz[0] - iz[1]], np.linspace(0, 1e-4, 201)


def without_symmetry(spins):
    """Tilted fields, zz couplings of all pairs, xy couplings of neighbours, decay and dephasing of every spin."""
    x, y, z, minus = ([on(k, local, spins) for k in range(spins)]
                      for local in (qt.sigmax() / 2, qt.sigmay() / 2, qt.sigmaz() / 2, qt.sigmam()))
    hamiltonian = 0 * x[0]
    for k in range(spins):
        hamiltonian += np.sin(k + 1) * x[k] + np.cos(1.7 * k) * z[k] + 0.5 * y[k]
        for l in range(k):
            hamiltonian += np.cos(k + 3 * l) / (k - l) * z[k] * z[l]
        if k > 0:
            hamiltonian += 0.8 * x[k] * y[k - 1]
    jumps = [np.sqrt(0.05 + 0.01 * k) * minus[k] for k in range(spins)]
    jumps += [np.sqrt(0.08) * z[k] for k in range(spins)]
    up, down = qt.fock_dm(2, 0), qt.fock_dm(2, 1)
    initial = qt.tensor([up] + [down] * (spins - 1))
    return hamiltonian, jumps, initial, [z[0], z[spins - 1]], np.linspace(0, 10, 201)


BUILDERS = {"paper": paper, "without-symmetry": without_symmetry}
