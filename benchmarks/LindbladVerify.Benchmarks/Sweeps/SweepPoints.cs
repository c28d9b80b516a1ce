using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Sweeps;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Benchmarks.Sweeps;

/// <summary>`sweep-points`: what a point of a model file costs beside the bare solves of the same equations, on one thread.</summary>
internal static class SweepPoints
{
    private const int Points = 64;
    private const int Rounds = 4000;

    private const string Pair = """
        spins: { I1: 1/2, I2: 1/2 }
        parameters: { D: 2.0e3, G: 1.0e4, A: 5.0e5, B: 3.0e5, k: 2.0e6, l: 1.0e6 }
        hamiltonian: "-D/2*(I1.p*I2.m + I1.m*I2.p)"
        dissipators:
          - { operator: "I1.z - I2.z", rate: "G/2" }
        NOISE
        initial: { I1: up, I2: down }
        observables: { z: "I1.z - I2.z" }
        times: { from: 0, to: 1, points: 3 }
        """;

    private const string One = "noise:\n  - { operator: \"I1.z\", process: { kind: telegraph, high: A, low: \"-A\", rate: k, probabilityHigh: 0.85 } }";
    private const string Two = One + "\n  - { operator: \"I2.z\", process: { kind: telegraph, high: B, low: \"-B\", rate: l, probabilityHigh: 0.6 } }";

    private const string Electrons = """
        spins: { S: 1/2, I1: 1/2, I2: 1/2 }
        parameters: { A1: 2.0e6, A2: 5.0e5, D: 1.0e4, Gc: 2.0e6, P: 0.7 }
        hamiltonian: "2*S.z*(A1*I1.z + A2*I2.z) - D/2*(I1.p*I2.m + I1.m*I2.p)"
        dissipators:
          - { operator: "S.p", rate: "Gc*(1+P)/2" }
          - { operator: "S.m", rate: "Gc*(1-P)/2" }
          - { operator: "I1.z - I2.z", rate: "1e4" }
        initial: { S: mixed, I1: up, I2: down }
        observables: { z: "I1.z - I2.z" }
        times: { from: 0, to: 1, points: 3 }
        """;

    public static int Run()
    {
        Console.WriteLine("A point of a model file, best of many stretches on one thread:");
        Print("quantum electron", Electrons, "Gc: { from: 1e6, to: 1e7, points: 64 }");
        Print("one fluctuator, D varies", Pair.Replace("NOISE", One, StringComparison.Ordinal), "D: { from: 1e3, to: 1e4, points: 64 }");
        Print("one fluctuator, its rate varies", Pair.Replace("NOISE", One, StringComparison.Ordinal), "k: { from: 1e5, to: 1e7, points: 64 }");
        Print("two fluctuators, D varies", Pair.Replace("NOISE", Two, StringComparison.Ordinal), "D: { from: 1e3, to: 1e4, points: 64 }");
        Print("two fluctuators, a rate varies", Pair.Replace("NOISE", Two, StringComparison.Ordinal), "k: { from: 1e5, to: 1e7, points: 64 }");
        return 0;
    }

    private static void Print(string name, string model, string axis)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "m.yaml"), model);
            Sweep sweep = SweepFileReader.ReadText($"model: m.yaml\nvary: {{ {axis} }}\ncompute: {{ W: {{ quantity: residence-time }} }}\n", folder: folder);
            var evaluator = new PointEvaluator(sweep);
            var equations = new List<(int Size, double[] Matrix, double[] Source, double[] Start, double[] Row, double Constant)>();
            for (int k = 0; k < Points; k++)
            {
                evaluator.Evaluate(k, CancellationToken.None);
                EquationSpace space = evaluator.Steps.OfType<ModelRelaxationStep>().Single().Space!;
                equations.Add((space.Size, [.. space.Matrix], [.. space.Source], [.. space.Start], [.. space.Row], space.Constant));
            }

            var solver = new RelaxationSolver();
            double whole = double.PositiveInfinity;
            double bare = double.PositiveInfinity;
            for (int round = 0; round < Rounds; round++)
            {
                long begun = Stopwatch.GetTimestamp();
                for (int k = 0; k < Points; k++)
                {
                    evaluator.Evaluate(k, CancellationToken.None);
                }

                whole = Math.Min(whole, Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Points);
                begun = Stopwatch.GetTimestamp();
                foreach ((int size, double[] matrix, double[] source, double[] start, double[] row, double constant) in equations)
                {
                    solver.Solve(size, matrix, source, start, row, constant);
                }

                bare = Math.Min(bare, Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Points);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-34} {equations[0].Size,3} equations {whole,7:F2} µs, bare solves {bare,7:F2} µs, {bare / whole,5:P0}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
