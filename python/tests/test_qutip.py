"""Ten models of every kind as QuTiP writes them: what the model file gives is what mesolve gives."""

import os
import tempfile
import unittest

import numpy as np
import qutip as qt

import lindblad_verify as lv

ONE = qt.qeye(2)


def driven_qubit():
    return (qt.sigmax() * 0.7 + 0.2 * qt.sigmaz(), [np.sqrt(0.3) * qt.sigmam(), np.sqrt(0.1) * qt.sigmaz()], qt.basis(2, 0), np.linspace(0, 8, 33),
            {"z": qt.sigmaz(), "m": qt.sigmam()})


def damped_jaynes_cummings():
    a, sm = qt.tensor(ONE, qt.destroy(5)), qt.tensor(qt.sigmam(), qt.qeye(5))
    return 1.1 * a.dag() * a + 1.0 * sm.dag() * sm + 0.4 * (a.dag() * sm + a * sm.dag()), [np.sqrt(0.2) * a, np.sqrt(0.05) * sm], \
        qt.tensor(qt.basis(2, 0), qt.basis(5, 1)), np.linspace(0, 10, 21), [a.dag() * a, sm.dag() * sm]


def kerr_oscillator():
    a = qt.destroy(8)
    return 0.3 * a.dag() * a.dag() * a * a + 0.2 * (a + a.dag()), [0.4 * a, 0.1 * a.dag() * a], qt.coherent(8, 0.6), np.linspace(0, 6, 13), {"n": a.dag() * a, "x": a + a.dag()}


def heisenberg_chain():
    def on(k, o):
        return qt.tensor(*[o if j == k else ONE for j in range(4)])
    H = sum(0.5 * on(k, s) * on(k + 1, s) for k in range(3) for s in (qt.sigmax(), qt.sigmay(), qt.sigmaz()))
    return H, [np.sqrt(0.1) * on(k, qt.sigmaz()) for k in range(4)], qt.tensor(qt.basis(2, 0), qt.basis(2, 1), qt.basis(2, 0), qt.basis(2, 1)), np.linspace(0, 5, 11), [on(0, qt.sigmaz()), on(3, qt.sigmaz())]


def lambda_atom():
    g1, e, g2 = (qt.basis(3, k) for k in range(3))
    H = 0.8 * (g1 * e.dag() + e * g1.dag()) + 0.5 * (g2 * e.dag() + e * g2.dag()) + 0.1 * e * e.dag()
    return H, [np.sqrt(0.6) * g1 * e.dag(), np.sqrt(0.3) * g2 * e.dag()], g1, np.linspace(0, 12, 25), {"g2": g2, "e": e * e.dag()}


def spin_one():
    return 1.3 * qt.jmat(1, "z") ** 2 + 0.4 * qt.jmat(1, "x") + 0.2 * qt.jmat(1, "y"), [0.5 * qt.jmat(1, "-"), 0.3 * qt.jmat(1, "z")], qt.basis(3, 0), np.linspace(0, 7, 15), [qt.jmat(1, "z"), qt.jmat(1, "y")]


def random_pair():
    dims = [[2, 3], [2, 3]]
    rng = np.random.default_rng(7)
    def op():
        return qt.Qobj(rng.normal(size=(6, 6)) + 1j * rng.normal(size=(6, 6)), dims=dims)
    h, c, r = op(), op(), op()
    rho = r * r.dag()
    return h + h.dag(), [0.2 * c, 0.3 * op()], rho / rho.tr(), np.linspace(0, 2, 9), [op() for _ in range(2)]


def collective_decay():
    sm = [qt.tensor(qt.sigmam(), ONE, ONE), qt.tensor(ONE, qt.sigmam(), ONE), qt.tensor(ONE, ONE, qt.sigmam())]
    J = sum(sm)
    return 0 * J.dag() * J, [np.sqrt(0.5) * J], qt.ket2dm(qt.tensor(*[qt.basis(2, 0)] * 3)), np.linspace(0, 6, 13), {"n": sum(s.dag() * s for s in sm)}


def electron_and_nuclei():
    S, I, K = [qt.tensor(*[qt.jmat(0.5, axis) if j == k else ONE for j in range(3)]) for k, axis in ((0, "z"), (1, "z"), (2, "z"))]
    flip = qt.tensor(ONE, qt.jmat(0.5, "+"), qt.jmat(0.5, "-"))
    Sp = qt.tensor(qt.jmat(0.5, "+"), ONE, ONE)
    H = 2 * S * (3.0 * I + 1.0 * K) - 0.4 * (flip + flip.dag())
    rho = qt.tensor(0.5 * ONE, qt.ket2dm(qt.basis(2, 0)), qt.ket2dm(qt.basis(2, 1)))
    return H, [np.sqrt(0.8) * Sp, np.sqrt(0.3) * Sp.dag()], rho, [0, 0.1, 0.5, 2.0, 7.5], {"z": I - K}


def driven_by_a_field():
    H = [0.5 * qt.sigmaz(), [qt.sigmax(), "b*np.cos(w*t)"], [qt.sigmay(), "exp(-t**2/4)"]]
    return H, [np.sqrt(0.1) * qt.sigmam()], qt.basis(2, 1), np.linspace(0, 6, 13), {"z": qt.sigmaz(), "y": qt.sigmay()}, {"b": 0.9, "w": 1.7}


MODELS = [driven_qubit, damped_jaynes_cummings, kerr_oscillator, heisenberg_chain, lambda_atom, spin_one, random_pair, collective_decay, electron_and_nuclei, driven_by_a_field]


class FromQutip(unittest.TestCase):
    def setUp(self):
        # QuTiP 4 writes compiled coefficients into the current folder.
        self.here = os.getcwd()
        self.folder = tempfile.TemporaryDirectory()
        os.chdir(self.folder.name)

    def tearDown(self):
        os.chdir(self.here)
        self.folder.cleanup()

    def test_ten_models_give_what_mesolve_gives(self):
        options = {"atol": 1e-11, "rtol": 1e-10, "nsteps": 100000}
        for model in MODELS:
            H, c_ops, rho0, times, e_ops, *rest = model()
            args = rest[0] if rest else None
            with self.subTest(model.__name__), tempfile.TemporaryDirectory() as folder:
                file = os.path.join(folder, "m.yaml")
                lv.from_qutip(H, c_ops, rho0, times, e_ops, args=args, file=file)
                ours = lv.simulate(file)
                named = e_ops if isinstance(e_ops, dict) else {f"e{k}": e for k, e in enumerate(e_ops)}
                operators = {n: qt.ket2dm(e) if e.isket else e for n, e in named.items()}
                H_there = [[p[0], p[1].replace("np.", "")] if isinstance(p, list) else p for p in H] if isinstance(H, list) else H
                theirs = _mesolve(H_there, rho0, times, c_ops, list(operators.values()), args, options)
                for (n, operator), values in zip(operators.items(), theirs):
                    found = ours[n] if operator.isherm else ours[f"{n}_re"] + 1j * ours[f"{n}_im"]
                    np.testing.assert_allclose(found, values, atol=3e-7 * max(1, abs(np.asarray(values)).max()), err_msg=n)

    def test_dissipators_are_written_as_they_were_meant(self):
        text = lv.from_qutip(qt.sigmaz(), [np.sqrt(0.2) * qt.sigmam(), 1j * np.sqrt(0.5) * qt.sigmaz()], sites=["S"])
        self.assertIn('operator: "S.m", rate: 0.2 }', text)
        self.assertIn('operator: "2*S.z", rate: 0.5 }', text)
        self.assertIn('hamiltonian: "2*S.z"', text)

    def test_what_has_no_such_form_is_refused_in_words(self):
        for given, words in [
                (dict(H=qt.liouvillian(qt.sigmaz())), "superoperator"),
                (dict(H=[qt.sigmaz(), [qt.sigmax(), lambda t, args: t]]), "texts in t"),
                (dict(H=[qt.sigmaz(), [qt.sigmax(), "foo(t)"]]), "foo"),
                (dict(H=qt.sigmaz(), c_ops=[[qt.sigmam(), "t"]]), "depends on time"),
                (dict(H=qt.sigmaz(), c_ops=[qt.destroy(3)]), "dims"),
                (dict(H=qt.sigmap()), "Hermitian"),
                (dict(H=qt.sigmaz(), rho0=2 * qt.fock_dm(2, 0)), "trace"),
                (dict(H=qt.sigmaz(), sites=["a b"]), "name of a site")]:
            with self.subTest(words), self.assertRaises(lv.NotConvertible) as caught:
                lv.from_qutip(**given)
            self.assertIn(words, str(caught.exception))


def _mesolve(H, rho0, times, c_ops, e_ops, args, options):
    """mesolve of QuTiP 4 and 5, which take their options in different ways."""
    if hasattr(qt, "Options"):
        return qt.mesolve(H, rho0, times, c_ops, e_ops, args=args, options=qt.Options(**options)).expect
    return qt.mesolve(H, rho0, times, c_ops, e_ops=e_ops, args=args, options=options).expect


if __name__ == "__main__":
    unittest.main()
