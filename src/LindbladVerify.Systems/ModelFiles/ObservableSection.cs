using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>observables</c>: Hermitian operators by name.</summary>
internal sealed class ObservableSection
{
    private readonly List<(string Name, OperatorField Operator)> fields = [];

    private ObservableSection(FileMapping table)
    {
        if (table.Entries.Count == 0)
        {
            throw table.Error("observables needs at least one, such as 'z: \"S.z\"'");
        }

        foreach ((FileScalar name, FileNode value) in table.Entries)
        {
            if (name.Text.Length == 0 || name.Text.Any(char.IsControl))
            {
                throw name.Error("an observable needs a name of one line");
            }

            fields.Add((name.Text, OperatorField.Read(value, $"observable '{ExpressionTokens.Shorten(name.Text)}'")));
        }
    }

    public IReadOnlyList<(string Name, OperatorField Operator)> Fields => fields;

    public static ObservableSection Read(FileMapping root) => new(root.Require("observables", "a model").AsMapping("observables"));

    public IReadOnlyList<NamedObservable> Bind(Binding binding) => [.. fields.Select(f => new NamedObservable(f.Name, f.Operator.Hermitian(binding)))];
}
