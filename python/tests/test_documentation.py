"""Every Python block of docs/from-python.md, run as it stands in the folder docs, prints what stands below it."""

import contextlib
import importlib.util
import io
import os
import re
import unittest

DOCS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs")
with open(os.path.join(DOCS, "from-python.md"), encoding="utf-8") as page:
    TEXT = page.read()
BLOCKS = re.findall(r"```python\n(.*?)```\n```text\n(.*?)```", TEXT, re.DOTALL)


class Documentation(unittest.TestCase):
    def test_every_block_has_its_output(self):
        self.assertGreater(len(BLOCKS), 4)
        self.assertEqual(len(BLOCKS), TEXT.count("```python"))

    def test_blocks_print_what_is_written(self):
        here = os.getcwd()
        os.chdir(DOCS)
        try:
            for number, (code, output) in enumerate(BLOCKS):
                with self.subTest(block=number):
                    for module in ("sympy", "qutip"):
                        if f"import {module}" in code and importlib.util.find_spec(module) is None:
                            self.skipTest(f"{module} is not installed")
                    printed = io.StringIO()
                    with contextlib.redirect_stdout(printed):
                        exec(compile(code, f"block {number}", "exec"), {})  # pylint: disable=exec-used
                    self.assertEqual(printed.getvalue().strip(), output.strip())
        finally:
            os.chdir(here)


if __name__ == "__main__":
    unittest.main()
