using System.Globalization;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A single value of a YAML file.</summary>
public sealed class FileScalar : FileNode
{
    private readonly bool isOneLine;
    private readonly int quote;

    internal FileScalar(string text, string file, int line, int column, bool isOneLine, bool isQuoted)
        : base(file, line, column)
    {
        Text = text;
        this.isOneLine = isOneLine;
        quote = isQuoted ? 1 : 0;
    }

    /// <summary>The text, without quotes.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string Kind => Text.Length == 0 ? "nothing" : "a single value";

    /// <summary>This text as one line: line breaks, tabs and runs of blanks become single blanks.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <param name="longest">Most characters allowed.</param>
    /// <exception cref="ModelFileException">It is longer.</exception>
    public string OneLine(string what, int longest)
    {
        string line = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : throw Error(string.Create(CultureInfo.InvariantCulture, $"{what} has {line.Length} characters; at most {longest} are allowed"));
    }

    /// <summary>A part of this text, standing some characters further right.</summary>
    internal FileScalar WithText(string text, int shift) => new(text, File, Line, Column + shift, isOneLine, quote == 1);

    /// <summary>Reads the text as an expression; errors point into the file.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <exception cref="ModelFileException">The text is not an expression.</exception>
    public Expression Expression(string what) => Evaluate(what, () => Expressions.Expression.Parse(Text));

    /// <summary>Runs something that may fail inside this text and makes its errors point into the file.</summary>
    /// <param name="what">What the value is, for the message.</param>
    /// <param name="evaluate">What to do.</param>
    /// <exception cref="ModelFileException">An <see cref="ExpressionException"/> was thrown.</exception>
    public T Evaluate<T>(string what, Func<T> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (ExpressionException e)
        {
            throw isOneLine
                ? new ModelFileException(File, Line, Column + quote + Math.Max(0, e.Position.Column - 1), $"{what}: {e.Reason}", e) { IsSize = e.IsSize }
                : new ModelFileException(File, Line, Column, string.Create(CultureInfo.InvariantCulture, $"{what}: line {e.Position.Line} of this text, column {e.Position.Column}: {e.Reason}"), e) { IsSize = e.IsSize };
        }
    }
}
