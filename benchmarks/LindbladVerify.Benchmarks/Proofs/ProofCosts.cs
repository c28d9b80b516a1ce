using System.Diagnostics;
using System.Globalization;
using System.Text;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Benchmarks.Proofs;

/// <summary>What derivations and proofs cost by equations, parameters and terms: a two-level system driven by a Markov chain, from 3 to 63 equations. Rewrites the table of docs/proofs.md.</summary>
internal static class ProofCosts
{
    private const string Begin = "<!-- costs -->";
    private const string End = "<!-- end of costs -->";
    private const int Repeats = 5;
    private static readonly string[] All = ["Delta", "D", "Gc", "G2", "B", "J"];
    private static readonly (int States, int Parameters)[] Rows =
    [
        (1, 3), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 6), (3, 1), (3, 2), (3, 4), (5, 1), (5, 2), (5, 3), (5, 4), (10, 1), (10, 2), (16, 1), (21, 1),
    ];

    /// <summary>Measures, prints the table, and writes it to a file that has the marks of it.</summary>
    public static int Run(string[] file)
    {
        var table = new StringBuilder("| equations | parameters | terms | values | found in | proved in |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach ((int states, int parameters) in Rows)
        {
            string row = Row(ModelFileReader.OpenText(Model(states)), states, parameters);
            Console.Error.WriteLine(row);
            table.Append(row).Append('\n');
        }

        Console.Out.Write(table);
        if (file is [var path])
        {
            string text = File.ReadAllText(path);
            int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
            int to = text.IndexOf(End, StringComparison.Ordinal);
            File.WriteAllText(path, $"{text[..from]}\n{table}{text[to..]}");
        }

        return 0;
    }

    private static string Row(ModelFile model, int states, int parameters)
    {
        string[] free = states == 1 ? ["D", "G2", "B"] : All[..parameters];
        var set = All.Except(free, StringComparer.Ordinal).ToDictionary(n => n, n => Expression.Parse(n is "B" or "J" ? "0" : "3/7"), StringComparer.Ordinal);
        var request = new DerivationRequest("z", ModelQuantityKind.ResidenceTime) { Set = set };
        var limits = new ReconstructionLimits { Time = TimeSpan.FromMinutes(1) };
        try
        {
            Derivation best = Deriver.Derive(model, request, limits);
            double found = double.PositiveInfinity;
            double proved = double.PositiveInfinity;
            for (int k = 0; k < Repeats && (k < 2 || found < 2); k++)
            {
                long start = Stopwatch.GetTimestamp();
                best = Deriver.Derive(model, request, limits);
                double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
                found = Math.Min(found, best.Elapsed.TotalSeconds);
                proved = Math.Min(proved, all - best.Elapsed.TotalSeconds);
            }

            return string.Create(CultureInfo.InvariantCulture, $"| {best.Block} | {parameters} | {best.NumeratorTerms} over {best.DenominatorTerms} | {best.Probes} | {found:G2} s | {TwoDigits(1000 * proved)} ms |");
        }
        catch (DerivationException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"| {3 * states} | {parameters} | refused: {e.Message.Split('.')[0]} | | | |");
        }
    }

    /// <summary>A spin in a field that walks over equally spaced values; 3 equations a state.</summary>
    private static string Model(int states)
    {
        string[] values = [.. Enumerable.Range(0, states).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k - (states / 2)}"))];
        IEnumerable<string> rates = Enumerable.Range(0, states).Select(i => $"[{string.Join(", ", Enumerable.Range(0, states).Select(j => Math.Abs(i - j) == 1 ? (i < j ? "Gc" : "\"2*Gc\"") : "0"))}]");
        string noise = states == 1 ? string.Empty : $"noise:\n  - operator: \"Delta*s.z + J*s.x\"\n    process: {{ kind: markov-chain, values: [{string.Join(", ", values)}], rates: [{string.Join(", ", rates)}] }}\n";
        return $$"""
            spins: { s: 1/2 }
            parameters: { Delta: 1, D: 0.3, Gc: 0.7, G2: 0.4, B: 0.2, J: 0.1 }
            hamiltonian: "-D*s.x + B*s.z"
            dissipators: [{ operator: "s.z", rate: "2*G2" }]
            {{noise}}initial: { s: up }
            observables: { z: "2*s.z" }
            times: { from: 0, to: 1, points: 2 }
            """;
    }

    /// <summary>Two digits, without an exponent below 1000.</summary>
    private static string TwoDigits(double x) => (x >= 99.5 ? Math.Round(x / 10) * 10 : x).ToString(x >= 99.5 ? "F0" : "G2", CultureInfo.InvariantCulture);
}
