using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Benchmarks.Rates;

/// <summary>The same rates as one batched solve of 6x6 Bloch equations in NumPy, if a Python with NumPy is there.</summary>
internal static class NumPySolve
{
    private const string Script = """
        import os, sys, time
        os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
        import numpy as np

        def generators(D, A, P, c, g):
            # (x, y, z) in the states +1 and -1 of the electron, flips c(1+P)/2 up and c(1-P)/2 down
            n = len(D)
            M = np.zeros((n, 6, 6))
            for s, sign in ((0, 1.0), (1, -1.0)):
                i = 3 * s
                leave = c * (1 - sign * P) / 2
                for k, decay in ((0, g), (1, g), (2, 0.0)):
                    M[:, i + k, i + k] = -decay - leave
                    M[:, 3 - i + k, i + k] = leave
                M[:, i, i + 1] = -sign * A
                M[:, i + 1, i] = sign * A
                M[:, i + 1, i + 2] = D
                M[:, i + 2, i + 1] = -D
            return M

        def rates(D, A, P, c, g):
            b = np.zeros((len(D), 6, 1))
            b[:, 2, 0] = (1 + P) / 2
            b[:, 5, 0] = (1 - P) / 2
            u = np.linalg.solve(-generators(D, A, P, c, g), b)
            return 0.5 / (u[:, 2, 0] + u[:, 5, 0])

        print(np.__version__)
        print(repr(float(rates(*[np.array([float(v)]) for v in sys.argv[1:6]])[0])))
        r = np.random.default_rng(1)
        n = 20000
        lu = lambda low, high: low * (high / low) ** r.random(n)
        A = lu(1e4, 1e8); c = A * lu(0.03, 100); g = A * lu(0.01, 2); D = lu(1e-3, 0.2) * np.minimum(c, g); P = r.random(n)
        M = generators(D, A, P, c, g)
        b = np.zeros((n, 6, 1)); b[:, 2, 0] = (1 + P) / 2; b[:, 5, 0] = (1 - P) / 2
        best = 0.0
        for _ in range(12):
            t = time.perf_counter(); np.linalg.solve(-M, b); best = max(best, n / (time.perf_counter() - t))
        print(repr(best))
        """;

    /// <summary>Points per second of the solve alone (building the matrices is not counted), or null without NumPy.</summary>
    /// <param name="check">A pair whose rate must agree.</param>
    /// <param name="expected">Its rate under the electron telegraph, 1/s.</param>
    /// <exception cref="InvalidDataException">NumPy finds another rate.</exception>
    public static (string Version, double PointsPerSecond)? Measure(NuclearPair check, double expected)
    {
        // The system's own Python has the packages of the distribution, another one on the path may not.
        string[]? lines = Run("python3", check) ?? Run("/usr/bin/python3", check);
        if (lines is null)
        {
            return null;
        }

        double found = double.Parse(lines[1], CultureInfo.InvariantCulture);
        return Math.Abs((found / expected) - 1) < 1e-8
            ? (lines[0].Trim(), double.Parse(lines[2], CultureInfo.InvariantCulture))
            : throw new InvalidDataException($"NumPy finds {found}, not {expected}.");
    }

    private static string[]? Run(string interpreter, NuclearPair check)
    {
        var start = new ProcessStartInfo(interpreter) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-");
        foreach (double value in new[] { check.Dipolar, check.Hyperfine, check.Polarization, check.ElectronRate, check.Broadening })
        {
            start.ArgumentList.Add(value.ToString("R", CultureInfo.InvariantCulture));
        }

        try
        {
            using Process python = Process.Start(start)!;
            python.StandardInput.Write(Script);
            python.StandardInput.Close();
            string[] lines = python.StandardOutput.ReadToEnd().Split('\n');
            python.WaitForExit();
            return python.ExitCode == 0 ? lines : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
