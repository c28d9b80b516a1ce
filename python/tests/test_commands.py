"""The commands from Python, with the program itself."""

import importlib.util
import os
import tempfile
import unittest

import numpy as np

import lindblad_verify as lv

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODELS = os.path.join(ROOT, "docs", "models")
FORMULAS = os.path.join(ROOT, "docs", "formulas")


class Commands(unittest.TestCase):
    def test_simulate_gives_arrays_that_follow_the_closed_form(self):
        run = lv.simulate(os.path.join(MODELS, "damped-jaynes-cummings.yaml"), set={"g": 2e6})
        g, kappa = run.parameters["g"], run.parameters["kappa"]
        w = np.sqrt(g**2 - kappa**2 / 16)
        expected = np.exp(-kappa * run.times / 2) * (np.cos(w * run.times) + kappa / (4 * w) * np.sin(w * run.times)) ** 2
        self.assertEqual(g, 2e6)
        np.testing.assert_allclose(run["excited"], expected, atol=1e-8)
        self.assertIsNone(run.standard_errors)

    def test_simulate_by_trajectories_has_standard_errors(self):
        run = lv.simulate(os.path.join(MODELS, "kubo-dephasing.yaml"), method="monte-carlo", trajectories=200, seed=3)
        self.assertEqual(run.standard_errors["x"].shape, run.times.shape)
        self.assertGreater(run.standard_errors["x"][-1], 0)

    def test_rate_by_several_methods(self):
        rates = lv.rate(dipolar=76e3, hyperfine=8e6, polarization=0.7, electron_rate=2e6, broadening=7e4)
        self.assertTrue(np.isnan(rates["monte-carlo"].value) if "monte-carlo" in rates.rates else True)
        self.assertAlmostEqual(rates["golden-rule"].value / rates["electron-telegraph-closed-form"].value, 1, places=10)
        one = lv.rate("76 kHz", 8e6, 0.7, 2e6, 7e4, method="exact")
        self.assertAlmostEqual(one.parameters["dipolar"] / (2 * np.pi * 76e3), 1, places=12)

    def test_sweep_gives_columns(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "s.yaml")
            with open(file, "w", encoding="utf-8") as stream:
                stream.write("name: s\npair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2, noise: electron-telegraph }\n"
                             "vary: { Gc: { from: 1e4, to: 1e8, points: 5, scale: log } }\nset: { D: 1e3, Delta: 1e6, P: 0.5, G2: 1e4 }\n"
                             "compute: { W: { quantity: golden-rule } }\n")
            result = lv.sweep(file)
        self.assertEqual((result.points, result.failed), (5, 0))
        np.testing.assert_allclose(result["Gc"], np.logspace(4, 8, 5), rtol=1e-12)
        expected = [lv.rate(1e3, 1e6, 0.5, gc, 1e4, method="golden-rule")["golden-rule"].value for gc in result["Gc"][:2]]
        np.testing.assert_allclose(result["W"][:2], expected, rtol=1e-12)

    def test_verify_raises_on_false(self):
        text = ("id: twice\ntitle: twice too large\nparameters:\n  g: { unit: rad/s, range: [1, 10] }\n  kappa: { unit: 1/s, range: [1e3, 1e5] }\nrate: \"8*g^2/kappa\"\n"
                f"describes: {{ model: \"{os.path.join(FORMULAS, 'models', 'lossy-cavity.yaml')}\", observable: excited }}\n"
                "claims:\n  - { id: fast-loss, kind: limit, vary: { kappa: 1 }, to: infinity, order: infer, declared: %s }\n")
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "twice.yaml")
            with open(file, "w", encoding="utf-8") as stream:
                stream.write(text % "asymptotic")
            with self.assertRaises(lv.FormulaFalse) as caught:
                lv.verify(file, quick=True)
            self.assertEqual(caught.exception.failed[0].verdict, "false")
            self.assertEqual(lv.verify(file, quick=True, raises=False)["twice.fast-loss"].verdict, "false")
            with open(file, "w", encoding="utf-8") as stream:
                stream.write(text % "false")
            report = os.path.join(folder, "report")
            self.assertTrue(lv.verify(file, quick=True, out=report)[0].as_declared)
            self.assertTrue(os.path.exists(os.path.join(report, "report.html")))
            with self.assertRaises(lv.FormulaFalse):
                lv.verify(file, quick=True, strict=True)

    def test_derive_as_text_and_for_sympy(self):
        derived = lv.derive(os.path.join(FORMULAS, "models", "lossy-cavity.yaml"), limit="kappa -> infinity", terms=2)
        self.assertEqual(derived.expression, "4*g^2/kappa - 16*g^4/kappa^3")
        self.assertEqual(derived.proof["status"], "proved")
        if importlib.util.find_spec("sympy") is None:
            self.skipTest("sympy is not installed")
        import sympy
        g, kappa = sympy.symbols("g kappa", positive=True)
        self.assertEqual(sympy.simplify(sympy.sympify(derived) - (4 * g**2 / kappa - 16 * g**4 / kappa**3)), 0)

    def test_errors_say_what_the_program_says(self):
        with self.assertRaises(lv.BadInput) as caught:
            lv.rate(-1, 8e6, 7, 2e6, 7e4)
        self.assertIn("olarization", str(caught.exception))
        with self.assertRaises(lv.BadInput):
            lv.simulate("no such file.yaml")

    def test_a_missing_program_is_named(self):
        saved = os.environ["LINDBLAD_VERIFY"] if "LINDBLAD_VERIFY" in os.environ else None
        os.environ["LINDBLAD_VERIFY"] = "/nowhere/lindblad-verify"
        try:
            with self.assertRaises(lv.ProgramNotFound):
                lv.run("doctor")
        finally:
            if saved is None:
                del os.environ["LINDBLAD_VERIFY"]
            else:
                os.environ["LINDBLAD_VERIFY"] = saved


class HostileInput(unittest.TestCase):
    """Whatever is given, one exception of this module with one line."""

    def refused(self, call, *words, kind=lv.LindbladVerifyError):
        with self.assertRaises(kind) as caught:
            call()
        said = str(caught.exception)
        self.assertNotIn("\n", said)
        for word in words:
            self.assertIn(word, said)

    def test_files_that_are_none(self):
        for call in (lv.simulate, lv.derive, lv.sweep, lv.verify):
            for bad in (None, 3, b"a.yaml", "", ["a.yaml"]):
                self.refused(lambda: call(bad), "path of a file", kind=lv.BadInput)  # pylint: disable=cell-var-from-loop
            self.refused(lambda: call("a\0b.yaml"), "character 0", kind=lv.BadInput)  # pylint: disable=cell-var-from-loop
        self.refused(lambda: lv.simulate("--help"), "--help", kind=lv.BadInput)
        self.refused(lambda: lv.simulate("no-such.yaml"), "no-such.yaml", kind=lv.BadInput)
        self.refused(lambda: lv.verify(out=3), "out must be", kind=lv.BadInput)

    def test_settings_and_options_that_are_none(self):
        model = os.path.join(MODELS, "damped-jaynes-cummings.yaml")
        for bad in ("g=2", [("g", 2)], 7):
            self.refused(lambda: lv.simulate(model, set=bad), "values by name", kind=lv.BadInput)  # pylint: disable=cell-var-from-loop
        for bad in (float("nan"), 1 + 2j, "nonsense", [1, 2], None):
            self.refused(lambda: lv.simulate(model, set={"g": bad}), kind=lv.BadInput)  # pylint: disable=cell-var-from-loop
        self.refused(lambda: lv.simulate(model, help=True), "help", kind=lv.BadInput)
        self.refused(lambda: lv.simulate(model, no_such=1), "--no-such", kind=lv.BadInput)
        self.refused(lambda: lv.rate("76 furlongs", 8e6, 0.7, 2e6, 7e4), "dipolar", kind=lv.BadInput)
        self.refused(lambda: lv.rate(76e3, 8e6, 1.7, 2e6, 7e4), "polarization", kind=lv.BadInput)

    def test_programs_that_are_none(self):
        kept = os.environ.get("LINDBLAD_VERIFY")
        try:
            for named, kind in (("/no/such/program", lv.ProgramNotFound), ("\"never closed", lv.ProgramNotFound), ("/bin/true", lv.LindbladVerifyError)):
                os.environ["LINDBLAD_VERIFY"] = named
                self.refused(lambda: lv.simulate("m.yaml"), kind=kind)
        finally:
            if kept is None:
                del os.environ["LINDBLAD_VERIFY"]
            else:
                os.environ["LINDBLAD_VERIFY"] = kept

    def test_the_program_is_found_on_the_path(self):
        kept = {name: os.environ.get(name) for name in ("LINDBLAD_VERIFY", "PATH")}
        with tempfile.TemporaryDirectory() as folder:
            tool = os.path.join(folder, "lindblad-verify")
            with open(tool, "w", encoding="utf-8") as stream:
                stream.write('#!/bin/sh\nexec ' + (kept["LINDBLAD_VERIFY"] or "lindblad-verify") + ' "$@"\n')
            os.chmod(tool, 0o755)
            try:
                os.environ.pop("LINDBLAD_VERIFY", None)
                os.environ["PATH"] = folder + os.pathsep + (kept["PATH"] or "")
                self.assertEqual(lv.program(), [tool])
                self.assertEqual(lv.run("--version")[0], 0)
            finally:
                for name, value in kept.items():
                    if value is not None:
                        os.environ[name] = value


if __name__ == "__main__":
    unittest.main()
