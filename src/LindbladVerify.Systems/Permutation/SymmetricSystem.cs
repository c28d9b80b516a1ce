using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.Permutation;

/// <summary>A model as sums of products of local operators, before anything of the size of its Hilbert space exists.</summary>
/// <param name="Sites">The sites.</param>
/// <param name="Hamiltonian">H, rad/s.</param>
/// <param name="Dissipators">Jump operators with rates, 1/s.</param>
/// <param name="Drives">What depends on time: operators with envelopes, Hamiltonians or jump operators.</param>
/// <param name="Locals">The density operator of each site in the initial product, [levels, levels].</param>
/// <param name="Observables">Hermitian operators.</param>
internal sealed record SiteModel(
    IReadOnlyList<Site> Sites,
    StringSum Hamiltonian,
    IReadOnlyList<(StringSum Jump, double Rate)> Dissipators,
    IReadOnlyList<(StringSum Operator, bool IsDissipative, Envelope Envelope)> Drives,
    IReadOnlyList<Complex[,]> Locals,
    IReadOnlyList<StringSum> Observables);

/// <summary>The equations of a model in the coordinates that permutations of identical two-level sites leave.</summary>
/// <param name="Equations">The equations.</param>
/// <param name="Classes">The classes of sites, by index.</param>
/// <param name="Coordinates">Symmetric coordinates in all, of which the equations hold what the initial state reaches.</param>
internal sealed record SymmetricSystem(BlochSystem Equations, IReadOnlyList<IReadOnlyList<int>> Classes, double Coordinates)
{
    /// <summary>Most equations: some hundred bytes each for every term.</summary>
    public const int MostEquations = 400_000;

    /// <summary>Fewest sites of a class that change anything.</summary>
    private const int FewestSites = 2;

    /// <summary>The equations of a model.</summary>
    /// <remarks>
    /// Two sites are identical where exchanging them leaves the whole generator as it is and, besides, the initial state or all observables: a symmetric
    /// generator carries the symmetric part of either to itself, and the other end then counts only by its mean over all permutations.
    /// </remarks>
    /// <exception cref="ManySitesException">No two sites are identical, or the equations are too many.</exception>
    public static SymmetricSystem Of(SiteModel model)
    {
        SiteAlgebra[] algebras = [.. model.Sites.Select(s => new SiteAlgebra(s.Dimension))];
        RequireLarge(IdenticalSites.Of(algebras, [model.Hamiltonian]));
        (StringSum Map, double Rate)[] parts =
        [
            (StringSum.Commutator(model.Hamiltonian), 1),
            .. model.Dissipators.Where(d => d.Rate > 0).GroupBy(d => d.Rate).Select(g => (Dissipator(algebras, g.Select(d => d.Jump)), g.Key)),
        ];

        // Drives with one and the same envelope may be identical only together.
        (StringSum Map, Envelope Envelope)[] drives =
        [
            .. model.Drives.GroupBy(d => d.Envelope).Select(g =>
            {
                StringSum map = Dissipator(algebras, g.Where(d => d.IsDissipative).Select(d => d.Operator));
                return (g.Where(d => !d.IsDissipative).Aggregate(map, (sum, d) => sum.Combined(1, StringSum.Commutator(d.Operator), 1)), g.Key);
            }),
        ];
        StringSum[] generator = [.. parts.Select(p => p.Map), .. drives.Select(d => d.Map)];
        int[][] alike = IdenticalSites.Of(algebras, generator);
        int[][] classes = [.. alike.SelectMany(c => Split(c, model.Locals))];
        if (classes.Length > alike.Length)
        {
            int[][] seen = IdenticalSites.Of(algebras, [.. generator, .. model.Observables]);
            classes = Size(seen) < Size(classes) ? seen : classes;
        }

        RequireLarge(classes);
        return Of(model, classes, algebras, parts, drives);
    }

    private static SymmetricSystem Of(SiteModel model, int[][] classes, SiteAlgebra[] algebras, (StringSum Map, double Rate)[] parts, (StringSum Map, Envelope Envelope)[] drives)
    {
        int[] sizes = Array.ConvertAll(classes, c => c.Length);
        int[] classOf = new int[model.Sites.Count];
        for (int c = 0; c < classes.Length; c++)
        {
            foreach (int site in classes[c])
            {
                classOf[site] = c;
            }
        }

        SiteAlgebra[] ofClass = Array.ConvertAll(classes, c => algebras[c[0]]);
        ClassPolynomial Polynomial(StringSum strings) => ClassPolynomial.Of(strings, classOf, sizes, ofClass);
        var states = new JointStates(Array.ConvertAll<int[], IClassStates>(classes, c => c.Length == 1 ? new SingleStates(algebras[c[0]]) : new CollectiveStates(c.Length)));
        var equations = SymmetricEquations.Reached(
            states,
            [
                new SymmetricGenerator(states, [.. parts.Select(p => (Polynomial(p.Map), p.Rate))]),
                .. drives.Select(d => new SymmetricGenerator(states, [(Polynomial(d.Map), 1.0)])),
            ],
            states.Product([.. classes.Select(c => (IReadOnlyList<Complex[,]>)[.. c.Select(s => model.Locals[s])])], MostEquations),
            MostEquations);
        double joint = model.Sites.Aggregate(1.0, (d, s) => Math.Min(d * s.Dimension, double.MaxValue));
        var system = new BlochSystem(
            equations.Generators[0],
            equations.Initial,
            [.. model.Observables.Select(o => equations.Row(Polynomial(o)))],
            [],
            (int)Math.Min(joint, int.MaxValue),
            Math.Min(joint * joint, double.MaxValue),
            IsExact: true)
        {
            Drives = [.. drives.Select((d, k) => new BlochDrive(equations.Generators[1 + k], d.Envelope))],
        };
        return new SymmetricSystem(system, classes, states.Count);
    }

    private static StringSum Dissipator(SiteAlgebra[] algebras, IEnumerable<StringSum> jumps)
    {
        var map = new StringSum(algebras);
        foreach (StringSum jump in jumps)
        {
            map.AddDissipator(jump);
        }

        return map;
    }

    private static void RequireLarge(int[][] classes)
    {
        if (!Array.Exists(classes, c => c.Length >= FewestSites))
        {
            throw new ManySitesException("no two of its two-level sites are identical: exchanging any two changes the Hamiltonian, the dissipators, or both the initial state and an observable");
        }
    }

    private static double Size(int[][] classes) => classes.Aggregate(0.0, (sum, c) => sum + Math.Log((c.Length + 1.0) * (c.Length + 2.0) * (c.Length + 3.0) / 6));

    /// <summary>Those of a class that begin in the same state.</summary>
    private static List<int[]> Split(int[] sites, IReadOnlyList<Complex[,]> locals)
    {
        var parts = new List<List<int>>();
        foreach (int site in sites)
        {
            if (parts.Find(p => locals[p[0]].Cast<Complex>().SequenceEqual(locals[site].Cast<Complex>())) is { } part)
            {
                part.Add(site);
            }
            else
            {
                parts.Add([site]);
            }
        }

        return parts.ConvertAll(p => p.ToArray());
    }
}
