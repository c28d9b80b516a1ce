using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

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

    public IReadOnlyList<NamedObservable> Bind(Binding binding) => [.. fields.Select(f => new NamedObservable(f.Name, f.Operator.Hermitian(binding)))];
}
