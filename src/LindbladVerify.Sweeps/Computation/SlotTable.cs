using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>The numbers of a point by name, in the order in which they become known.</summary>
internal sealed class SlotTable
{
    private readonly List<string> names = [];

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The place of a name; -1 where there is none.</summary>
    public int Find(string name) => names.FindIndex(n => string.Equals(n, name, StringComparison.Ordinal));

    /// <summary>A new place.</summary>
    public int Add(string name)
    {
        names.Add(name);
        return names.Count - 1;
    }

    /// <summary>A program that reads the numbers known by now.</summary>
    /// <exception cref="ExpressionException">A name is not known, or the expression is not real.</exception>
    public SlotProgram Compile(Expression expression) =>
        expression is NameExpression name && Find(name.Name) is var slot and >= 0
            ? new SlotProgram(null, names.Count, slot)
            : new SlotProgram(CompiledExpression.Formula(expression, [.. names]), names.Count, -1);

    /// <summary>The same with errors that point into a file.</summary>
    public SlotProgram Compile(Expression expression, FileScalar at, string what) => at.Evaluate(what, () => Compile(expression));
}
