using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// Whether the levels of an oscillator that a file names are all that its initial state ever reaches, so that those left out do not matter: one excitation
/// that is exchanged or lost climbs no higher, however many levels there are.
/// </summary>
internal static class LadderReach
{
    private const int LargestDegree = 8;
    private const int Bits = 192;

    /// <summary>The model with levels to spare, on which no operator is cut; null where higher levels are reached, or where that cannot be told.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="sites">The oscillators.</param>
    /// <remarks>Basis states that H, noise, jump operators and their products with their adjoints lead to are followed from those of the initial state. Cost: the entries of these operators.</remarks>
    public static ModelFile? Raised(ModelFile model, string observable, IReadOnlyList<string> sites)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sites);
        try
        {
            ModelParts parts = model.Parts();
            int degree = Operators(parts).Max(e => Degree(e) ?? LargestDegree + 1);
            if (degree > LargestDegree)
            {
                return null;
            }

            // X†X climbs twice as high in between as X does.
            Dictionary<string, int> levels = sites.ToDictionary(s => s, s => model.Space[s].Dimension, StringComparer.Ordinal);
            ModelFile raised = model.WithLevels(levels.ToDictionary(l => l.Key, l => l.Value + (2 * degree) + 1, StringComparer.Ordinal));
            return Reaches(raised, observable).All(state => sites.All(s => LevelOf(raised.Space, s, state) < levels[s])) ? raised : null;
        }
        catch (UnsupportedModelException)
        {
            return null;
        }
        catch (ModelFileException)
        {
            return null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The basis states between which the state is spread at any time.</summary>
    private static HashSet<int> Reaches(ModelFile model, string observable)
    {
        var values = new PreciseParameters(Bits);
        foreach ((string name, Expression value) in model.Parameters.Exact)
        {
            values.Set(name, values.Value(value));
        }

        var symbols = new ModelSymbols(model, observable, values.WholeNumber);
        ILookup<int, int> steps = symbols.Dissipators.SelectMany(d => new[] { d.Jump, d.Jump.Adjoint * d.Jump })
            .Concat(symbols.Noise.Select(n => n.Operator))
            .Append(symbols.Hamiltonian)
            .SelectMany(Entries)
            .Distinct()
            .ToLookup(e => e.Column, e => e.Row);
        var reached = new HashSet<int>();
        var queue = new Queue<int>(Entries(symbols.Initial).SelectMany(e => new[] { e.Row, e.Column }));
        while (queue.TryDequeue(out int state))
        {
            if (reached.Add(state))
            {
                foreach (int next in steps[state])
                {
                    queue.Enqueue(next);
                }
            }
        }

        return reached;
    }

    private static IEnumerable<(int Row, int Column)> Entries(OperatorSum sum) => sum.Terms.Values.SelectMany(m => m.Entries.Select(e => (e.Key.Row, e.Key.Column)));

    private static int LevelOf(HilbertSpace space, string site, int state)
    {
        int after = space.Sites.SkipWhile(s => !string.Equals(s.Name, site, StringComparison.Ordinal)).Skip(1).Aggregate(1, (product, s) => product * s.Dimension);
        return state / after % space[site].Dimension;
    }

    private static IEnumerable<Expression> Operators(ModelParts parts) =>
        [parts.Hamiltonian, .. parts.Dissipators.Select(d => d.Operator), .. parts.Noise.Select(n => n.Operator), .. parts.Observables.Select(o => o.Operator)];

    /// <summary>By how many levels an operator moves at most, in between as well; null where that cannot be told.</summary>
    private static int? Degree(Expression expression) => expression switch
    {
        MemberExpression { Operator: "a" or "ad" } or IndexedMemberExpression { Operator: "a" or "ad" } => 1,
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Degree(product.Left) + Degree(product.Right),
        BinaryExpression { Operator: BinaryOperator.Power } power => Degree(power.Left) is not { } one ? null
            : one == 0 ? 0 : power.Right is NumberExpression { Value: >= 0 and <= LargestDegree } times && times.Value == Math.Round(times.Value) ? one * (int)times.Value : null,
        _ => expression.Children.Select(Degree).Aggregate((int?)0, (most, d) => most is { } a && d is { } b ? Math.Max(a, b) : null),
    };
}
