using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>What a file's expressions are evaluated with: parameter values, sites, and the notes that arise on the way.</summary>
internal sealed class Binding(IReadOnlyDictionary<string, double> parameters, HilbertSpace space, List<string> notes)
{
    public IReadOnlyDictionary<string, double> Parameters { get; } = parameters;

    public HilbertSpace Space { get; } = space;

    public List<string> Notes { get; } = notes;

    public ExpressionEvaluator Evaluator { get; } = new(parameters, space);

    /// <summary>Parameters that were given in Hz and so gained a factor 2π.</summary>
    public HashSet<string> GivenInHertz { get; } = new(StringComparer.Ordinal);
}
