using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.PrimeFields;

/// <summary>The equations over prime fields are those of the floating-point generator: the moments o(A^k v) of every example and gallery model agree.</summary>
public class FieldModelTests
{
    private const int Moments = 6;
    private const int MostPrimes = 40;

    // Moments in doubles round by about eps times the norms that they are made of.
    private const double Rounding = 1e-11;

    private static readonly string[] NotAlgebraic =
    [
        "cpmg-exchange.yaml", "cpmg-site-resolved.yaml", "decaying-level-crossing.yaml", "gaussian-line.yaml", "hahn-echo-gaussian.yaml", "hahn-echo-telegraph.yaml", "level-crossing.yaml",
        "noisy-level-crossing.yaml", "oscillating-field.yaml", "rotating-field.yaml", "telegraph-coupled-crossing.yaml", "transverse-gaussian-noise.yaml",
    ];

    public static TheoryData<string> Files => [.. new[] { "docs/models", "docs/formulas/models" }.SelectMany(f => Directory.GetFiles(RepositoryFolder.PathOf(f), "*.yaml")).Where(f => !ModelFileReader.Open(f).IsAverage)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Moments_are_those_of_the_floating_point_generator(string file)
    {
        ModelFile model = ModelFileReader.Open(file);
        LoadedModel loaded = model.Bind();
        foreach (NamedObservable observable in loaded.Observables)
        {
            FieldModel equations;
            try
            {
                equations = FieldModel.Create(model, observable.Name, []);
            }
            catch (NotAlgebraicException e)
            {
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
                continue;
            }

            BlochSystem bloch = InvariantBlock.Of(loaded.Model, [observable.Operator]).System(loaded.Initial, [observable.Operator]);
            double norm = bloch.Generator.NormOne();
            double scale = bloch.Initial.Sum(Math.Abs) * bloch.Observables[0].Max(Math.Abs);
            double[] expected = Doubles(bloch);
            BigRational[]? exact = Exact(equations);
            for (int k = 0; exact is not null && k < Moments; k++)
            {
                Assert.True(Math.Abs(exact[k].ToDouble() - expected[k]) <= Rounding * scale * Math.Pow(norm, k), $"{Path.GetFileName(file)}, {observable.Name}, moment {k}: {exact[k].ToDouble()} and {expected[k]}");
            }
        }
    }

    [Fact]
    public void Only_gaussian_noise_drives_and_sequences_have_no_equations_in_the_gallery()
    {
        string[] refused =
        [
            .. Directory.GetFiles(RepositoryFolder.PathOf("docs/formulas/models"), "*.yaml").Where(f =>
            {
                ModelFile model = ModelFileReader.Open(f);
                try
                {
                    _ = FieldModel.Create(model, model.Bind().Observables[0].Name, []);
                    return false;
                }
                catch (NotAlgebraicException)
                {
                    return true;
                }
            }).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(NotAlgebraic, refused);
    }

    [Theory]
    [InlineData("1", "S.z", "S.x")]
    [InlineData("3/2", "S.z + S.x", "S.x*S.x")]
    [InlineData("2", "S.z*S.z", "S.y*S.z + S.z*S.y")]
    public void Spins_above_one_half_have_rational_equations(string spin, string observable, string term)
    {
        string text = $$"""
            spins: { S: {{spin}}, I: 1/2 }
            parameters: { a: 2, b: 3, g: 0.7 }
            hamiltonian: "a*S.x + b*S.z*I.z + {{term}}"
            dissipators: [{ operator: "S.m", rate: g }, { operator: "S.z + I.x", rate: 1 }]
            initial: { S: up, I: down }
            observables: { o: "{{observable}}" }
            times: { from: 0, to: 1, points: 2 }
            """;
        ModelFile model = ModelFileReader.OpenText(text);
        BigRational[] exact = Exact(FieldModel.Create(model, "o", []))!;
        LoadedModel loaded = model.Bind();
        double[] expected = Doubles(InvariantBlock.Of(loaded.Model, [loaded.Observables[0].Operator]).System(loaded.Initial, [loaded.Observables[0].Operator]));
        for (int k = 0; k < Moments; k++)
        {
            Assert.Equal(expected[k], exact[k].ToDouble(), 1e-9 * Math.Max(1, Math.Abs(expected[k])));
        }
    }

    [Fact]
    public void A_root_that_noise_takes_with_both_signs_drops_out_of_the_equations()
    {
        static ModelFile Symmetric(string kind, string high, string low) => ModelFileReader.OpenText($$"""
            spins: { s: 1/2 }
            parameters: { P: 0.6, d: 3, g: 0.7, k: 2 }
            hamiltonian: "d*s.x"
            dissipators: [{ operator: "s.m", rate: g }]
            noise: [{ operator: "s.z + P*s.x", process: { kind: {{kind}}, high: "{{high}}", low: "{{low}}", rate: k } }]
            initial: { s: up }
            observables: { o: "s.z + 2*s.y" }
            times: { from: 0, to: 1, points: 2 }
            """);

        foreach (string kind in new[] { "telegraph", "fluctuators, count: 4", "fluctuators, count: 9" })
        {
            FieldModel general = FieldModel.Create(Symmetric(kind, "P + sqrt(1 - P^2)", "P - (1 - P^2)^0.5"), "o", ["P", "d"]);
            Assert.Equal(0, general.Roots);

            // 1 - 0.6² is the square of 0.8.
            FieldModel special = FieldModel.Create(Symmetric(kind, "1.4", "-0.2"), "o", ["d"]);
            var field = PrimeField.At(3);
            Assert.True(field.TryFromRational(3, 5, out ulong polarization));
            ulong coupling = field.FromInteger(31);
            Assert.Equal(MomentsOf(special, field, [coupling]), MomentsOf(general, field, [polarization, coupling]));
        }
    }

    private static ulong[] MomentsOf(FieldModel model, PrimeField field, ulong[] point)
    {
        FieldSystem system = model.NewSystem();
        Assert.True(model.TryBind(new Valuation(field, new FieldSampler(1)), point, system));
        ulong[] vector = system.Initial.ToArray();
        var moments = new ulong[3 * model.Equations];
        for (int k = 0; k < moments.Length; k++)
        {
            for (int j = 0; j < vector.Length; j++)
            {
                moments[k] = field.MultiplyAdd(system.Observable[j], vector[j], moments[k]);
            }

            var next = new ulong[vector.Length];
            system.Apply(vector, next);
            vector = next;
        }

        return moments;
    }

    [Fact]
    public void Refusals_name_the_part_and_the_reason()
    {
        NotAlgebraicException e = Assert.Throws<NotAlgebraicException>(() => FieldModel.Create(ModelFileReader.Open(RepositoryFolder.PathOf("docs/formulas/models/gaussian-line.yaml")), "x", []));
        Assert.Contains("ornstein-uhlenbeck", e.Message, StringComparison.Ordinal);
        const string Clipped = """
            spins: { s: 1/2 }
            parameters: { a: 1, g: 1 }
            hamiltonian: "min(a, 2)*s.x"
            dissipators: [{ operator: "s.z", rate: g }]
            initial: { s: up }
            observables: { z: "s.z" }
            times: { from: 0, to: 1, points: 2 }
            """;
        e = Assert.Throws<NotAlgebraicException>(() => FieldModel.Create(ModelFileReader.OpenText(Clipped), "z", ["a"]));
        Assert.Contains("min", e.Message, StringComparison.Ordinal);
        Assert.Equal(3, FieldModel.Create(ModelFileReader.OpenText(Clipped), "z", ["g"]).Equations);
    }

    private static double[] Doubles(BlochSystem bloch)
    {
        double[] dense = bloch.Generator.ToDense();
        int n = bloch.Dimension;
        double[] v = bloch.Initial;
        var moments = new double[Moments];
        for (int k = 0; k < Moments; k++)
        {
            moments[k] = bloch.Expectation(0, v);
            v = [.. Enumerable.Range(0, n).Select(row => Enumerable.Range(0, n).Sum(column => dense[row + (column * n)] * v[column]))];
        }

        return moments;
    }

    /// <summary>The moments as fractions, from their residues; null where a square root or pi makes them irrational.</summary>
    private static BigRational[]? Exact(FieldModel model)
    {
        FieldSystem system = model.NewSystem();
        BigInteger modulus = BigInteger.One;
        var residues = new BigInteger[Moments];
        for (int prime = 0; prime < MostPrimes; prime++)
        {
            PrimeField field = PrimeField.At(prime);
            var valuation = new Valuation(field, new FieldSampler(1));
            if (!model.TryBind(valuation, [], system) || model.Roots > 0 || valuation.HasIndeterminates)
            {
                return null;
            }

            ulong[] v = system.Initial.ToArray();
            var next = new ulong[v.Length];
            for (int k = 0; k < Moments; k++)
            {
                ulong moment = 0;
                for (int j = 0; j < v.Length; j++)
                {
                    moment = field.MultiplyAdd(system.Observable[j], v[j], moment);
                }

                BigInteger inverse = BigInteger.ModPow(modulus, field.Modulus - 2, field.Modulus);
                BigInteger step = (((moment - residues[k]) * inverse) % field.Modulus + field.Modulus) % field.Modulus;
                residues[k] += modulus * step;
                system.Apply(v, next);
                (v, next) = (next, v);
            }

            modulus *= field.Modulus;
        }

        return Array.ConvertAll(residues, r => RationalNumberReconstruction.TryReconstruct(r, modulus, out BigRational value) ? value : throw new InvalidOperationException("More primes are needed."));
    }
}
