using System.Numerics;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>parameters</c>: numbers or expressions of earlier ones.</summary>
internal sealed class ParameterSection
{
    private readonly FileMapping? table;
    private readonly List<(FileScalar Name, FileScalar Node, NumberField Value)> definitions = [];

    private ParameterSection(FileMapping? table, HilbertSpace space)
    {
        this.table = table;
        foreach ((FileScalar name, FileNode value) in table?.Entries ?? [])
        {
            RequireUsable(name, space);
            FileScalar node = value.AsScalar($"parameter '{name.Text}'");
            definitions.Add((name, node, NumberField.Read(node, $"parameter '{name.Text}'", QuantityKind.Any)));
        }

        RequireOrder();
    }

    /// <summary>Names with what they are exactly, in order.</summary>
    public IReadOnlyList<(string Name, Expression Value)> Exact => [.. definitions.Select(d => (d.Name.Text, d.Value.Exact))];

    public IReadOnlyList<string> Names => [.. definitions.Select(d => d.Name.Text)];

    public static ParameterSection Read(FileMapping root, HilbertSpace space) => new(root.Find("parameters")?.AsMapping("parameters"), space);

    /// <summary>The values, with some of them replaced; replaced ones count for the expressions after them.</summary>
    public Binding Bind(HilbertSpace space, IReadOnlyDictionary<string, double> overrides, string file)
    {
        foreach ((string name, double value) in overrides)
        {
            if (!Names.Contains(name, StringComparer.Ordinal))
            {
                throw new ModelFileException(file, table?.Line ?? 1, table?.Column ?? 1, $"there is no parameter '{ExpressionTokens.Shorten(name)}' to set{NameSuggestion.For(name, Names)}; the parameters are {UnknownName.List(Names)}");
            }

            if (!double.IsFinite(value))
            {
                throw new ModelFileException(file, table!.Line, table.Column, $"parameter '{name}' must be set to a finite number");
            }
        }

        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var binding = new Binding(values, space, []);
        foreach ((FileScalar name, _, NumberField field) in definitions)
        {
            bool isSet = overrides.TryGetValue(name.Text, out double set);
            values[name.Text] = isSet ? set : field.Value(binding);
            if (field.IsInHertz && !isSet)
            {
                binding.GivenInHertz.Add(name.Text);
            }
        }

        return binding;
    }

    private static void RequireUsable(FileScalar name, HilbertSpace space)
    {
        string? reason = !ExpressionParser.IsName(name.Text) && !ExpressionParser.IsNumberedName(name.Text) ? "a name is letters, digits and _, starts with a letter, and is not and, or, not"
            : Constants.Contains(name.Text) ? "it is a constant"
            : name.Text is "t" ? "t is the time"
            : Functions.IsReserved(name.Text) ? "it is a function"
            : space.Sites.Any(s => string.Equals(s.Name, name.Text, StringComparison.Ordinal)) ? "it is a site"
            : null;
        if (reason is not null)
        {
            throw name.Error($"'{ExpressionTokens.Shorten(name.Text)}' cannot name a parameter: {reason}");
        }
    }

    /// <summary>Refuses parameters that use themselves or later ones, naming the culprit.</summary>
    private void RequireOrder()
    {
        for (int k = 0; k < definitions.Count; k++)
        {
            (FileScalar name, FileScalar node, _) = definitions[k];
            IEnumerable<string> used = Quantity.HasUnit(node.Text) ? [] : node.Expression($"parameter '{name.Text}'").Names();
            foreach (string other in used)
            {
                int index = definitions.FindIndex(d => string.Equals(d.Name.Text, other, StringComparison.Ordinal));
                if (index == k)
                {
                    throw node.Error($"parameter '{name.Text}' is defined by itself; a parameter may use only those before it");
                }

                if (index > k)
                {
                    throw node.Error(FormattableString.Invariant($"parameter '{name.Text}' uses '{other}', which is defined later (line {definitions[index].Name.Line}); a parameter may use only those before it"));
                }
            }
        }
    }
}

/// <summary>The key <c>observables</c>: Hermitian operators by name.</summary>
internal sealed class ObservableSection
{
    private const int LongestName = 100;
    private const string TimeColumn = "time";
    private const string ErrorSuffix = ".standardError";
    private readonly List<(string Name, OperatorField Operator)> fields = [];

    private ObservableSection(FileMapping table)
    {
        if (table.Entries.Count == 0)
        {
            throw table.Error("observables needs at least one, such as 'z: \"S.z\"'");
        }

        foreach ((FileScalar name, FileNode value) in table.Entries)
        {
            if (string.IsNullOrWhiteSpace(name.Text) || name.Text.Length > LongestName || name.Text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
            {
                throw name.Error(FormattableString.Invariant($"an observable needs a name of one line with 1 to {LongestName} characters, not '{ExpressionTokens.Shorten(name.Text)}'"));
            }

            if (string.Equals(name.Text, TimeColumn, StringComparison.Ordinal) || name.Text.EndsWith(ErrorSuffix, StringComparison.Ordinal))
            {
                throw name.Error($"an observable cannot be called '{ExpressionTokens.Shorten(name.Text)}': result files have a column '{TimeColumn}', and columns that end in '{ErrorSuffix}'");
            }

            fields.Add((name.Text, OperatorField.Read(value, $"observable '{ExpressionTokens.Shorten(name.Text)}'")));
        }
    }

    public IReadOnlyList<(string Name, OperatorField Operator)> Fields => fields;

    public static ObservableSection Read(FileMapping root) => new(root.Require("observables", "a model").AsMapping("observables"));

    /// <summary>The operator of a name, and which part of it is meant where it is not Hermitian; null where there is none.</summary>
    public (OperatorField Operator, ObservablePart Part)? Find(string name)
    {
        OperatorField? Named(string own) => fields.FirstOrDefault(f => string.Equals(f.Name, own, StringComparison.Ordinal)).Operator;
        return Named(name) is { } whole ? (whole, ObservablePart.Whole)
            : name.EndsWith(NamedObservable.RealPart, StringComparison.Ordinal) && Named(name[..^NamedObservable.RealPart.Length]) is { } real ? (real, ObservablePart.Real)
            : name.EndsWith(NamedObservable.ImaginaryPart, StringComparison.Ordinal) && Named(name[..^NamedObservable.ImaginaryPart.Length]) is { } imaginary ? (imaginary, ObservablePart.Imaginary)
            : null;
    }

    /// <summary>The observables; one that is not Hermitian, as I.p, is two: its Hermitian parts, whose values are the real and imaginary part of its own.</summary>
    public IReadOnlyList<NamedObservable> Bind(Binding binding)
    {
        var bound = new List<NamedObservable>();
        foreach ((string name, OperatorField field) in fields)
        {
            Operator value = field.Value(binding);
            if (value.IsHermitian())
            {
                bound.Add(new NamedObservable(name, value));
                continue;
            }

            bound.Add(new NamedObservable(name + NamedObservable.RealPart, new Complex(0.5, 0) * (value + value.Adjoint())));
            bound.Add(new NamedObservable(name + NamedObservable.ImaginaryPart, new Complex(0, -0.5) * (value - value.Adjoint())));
        }

        NamedObservable? twice = bound.FirstOrDefault(o => bound.Count(other => string.Equals(o.Name, other.Name, StringComparison.Ordinal)) > 1);
        return twice is null ? bound : throw fields[0].Operator.Error($"the name '{twice.Name}' stands for an observable and for a part of another that is not Hermitian");
    }
}

/// <summary>What a name means of an observable that is not Hermitian.</summary>
internal enum ObservablePart
{
    /// <summary>The operator o as it is.</summary>
    Whole,

    /// <summary>(o + o†)/2.</summary>
    Real,

    /// <summary>(o - o†)/2i.</summary>
    Imaginary,
}
