using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>One quantity of one model that a reference is made of.</summary>
internal sealed class FieldPart
{
    /// <param name="name">Its name in the combination.</param>
    /// <param name="kind">What is computed.</param>
    /// <param name="source">The model file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="binding">Parameters of the model as expressions of those of the formula; the others keep the values of the file.</param>
    /// <exception cref="NotAlgebraicException">Exact algebra has no place for it.</exception>
    public FieldPart(string name, FieldQuantityKind kind, ModelFile source, string observable, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Value)> binding)
    {
        Name = name;
        Kind = kind;
        Source = source;
        Observable = observable;
        Binding = binding;
        Model = FieldModel.Create(source, observable, [.. binding.Select(b => b.Name)]);
        Bindings = FieldProgram.Compile(parameters, [], binding.Select(b => b.Value));
    }

    /// <summary>Its name in the combination.</summary>
    public string Name { get; }

    /// <summary>What is computed.</summary>
    public FieldQuantityKind Kind { get; }

    /// <summary>The model file.</summary>
    public ModelFile Source { get; }

    /// <summary>Name of the observable.</summary>
    public string Observable { get; }

    /// <summary>Parameters of the model as expressions of those of the formula.</summary>
    public IReadOnlyList<(string Name, Expression Value)> Binding { get; }

    /// <summary>The equations.</summary>
    public FieldModel Model { get; }

    /// <summary>The parameters of the model from those of the formula.</summary>
    public FieldProgram Bindings { get; }
}
