using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>initial</c>: one state per site, or <c>{ density: … }</c>.</summary>
internal sealed class InitialSection
{
    private readonly OperatorField? density;
    private readonly List<LocalState> locals = [];
    private readonly ExternalState? external;

    private readonly FileMapping table;

    /// <summary>The operator that was last seen to be a state.</summary>
    private Operator? state;

    private InitialSection(FileMapping table, HilbertSpace space, string folder, int depth)
    {
        this.table = table;
        if (table.Find("density") is FileNode node)
        {
            table.AllowOnly("initial with a density", "density");
            density = OperatorField.Read(node, "initial.density");
            return;
        }

        string[] names = [.. space.Sites.Select(s => s.Name)];
        external = ExternalState.Read(table, space, folder, depth);
        if (external is not null)
        {
            return;
        }

        foreach ((FileScalar key, _) in table.Entries)
        {
            if (!names.Contains(key.Text, StringComparer.Ordinal))
            {
                throw key.Error($"there is no site '{ExpressionTokens.Shorten(key.Text)}'{NameSuggestion.For(key.Text, names)}; initial needs one state for each of {UnknownName.List(names)}, or 'density'");
            }
        }

        foreach (Site site in space.Sites)
        {
            FileNode state = table.Find(site.Name) ?? throw table.Error($"initial says nothing of site '{site.Name}'; it needs one state for each of {UnknownName.List(names)}, or 'density'");
            locals.Add(new LocalState(site, state.AsScalar($"initial.{site.Name}")));
        }
    }

    /// <summary>The state as one expression; null where it is a product of <see cref="Locals"/>.</summary>
    public OperatorField? Density => density;

    /// <summary>The state where it is not written in the file.</summary>
    public ExternalState? External => external;

    /// <summary>The state of each site; none where the state is one expression.</summary>
    public IReadOnlyList<LocalState> Locals => locals;

    public static InitialSection Read(FileMapping root, HilbertSpace space, string folder, int depth) => new(root.Require("initial", "a model").AsMapping("initial"), space, folder, depth);

    /// <summary>ρ(0), and its factors where it is a product.</summary>
    public (Operator Density, IReadOnlyList<Operator>? Factors) Bind(Binding binding, Operator hamiltonian)
    {
        if (external is not null)
        {
            return (external.Bind(binding, hamiltonian), null);
        }

        if (density is null)
        {
            Operator[] factors = [.. locals.Select(s => s.Bind(binding))];
            return binding.Space.Basis is { } basis
                ? (RestrictSection.Product(basis, factors, table, binding.Notes), null)
                : (DensityMatrices.Product(binding.Space, factors), factors);
        }

        Operator value = density.Value(binding);
        if (!ReferenceEquals(value, Volatile.Read(ref state)) && DensityCheck.Defect(value) is string defect)
        {
            throw density.Error(defect);
        }

        Volatile.Write(ref state, value);
        return (value, null);
    }
}
