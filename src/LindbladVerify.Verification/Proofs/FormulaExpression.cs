using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A formula as expressions: its value, and the helpers that it names.</summary>
/// <param name="Helpers">Helpers in the order in which they are computed.</param>
/// <param name="Value">The formula.</param>
internal sealed record FormulaExpression(IReadOnlyList<(string Name, Expression Value)> Helpers, Expression Value)
{
    private const int Witnesses = 16;
    private const int Bits = 256;
    private const double Agreement = 1e-6;

    /// <summary>The expressions of a formula: those of its file, or its text, which is held against its program at a few points.</summary>
    /// <exception cref="NotAlgebraicException">The text is in no language that could be read, or says something else than the program.</exception>
    public static FormulaExpression Of(Formula formula)
    {
        if (formula is FileFormula file)
        {
            return new FormulaExpression(file.Body.Helpers, file.Body.Value);
        }

        FormulaExpression read;
        try
        {
            read = Read(formula.Expression);
            read.RequireProgram(formula);
        }
        catch (ExpressionException e)
        {
            throw new NotAlgebraicException($"The text of the formula is for readers: {e.Message}.");
        }

        return read;
    }

    /// <summary>The formula with its helpers written out.</summary>
    /// <exception cref="ExpressionException">It becomes too large.</exception>
    public Expression WrittenOut()
    {
        var known = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach ((string name, Expression value) in Helpers)
        {
            known[name] = value.Substitute(known);
        }

        return Value.Substitute(known);
    }

    /// <summary>The program of the formula over prime fields.</summary>
    public FieldProgram Compile(IReadOnlyList<string> parameters) => FieldProgram.Compile(parameters, Helpers, [Value]);

    /// <summary>"value, name = helper, …", in any order.</summary>
    private static FormulaExpression Read(string text)
    {
        List<string> pieces = Split(text);
        var pending = new List<(string Name, Expression Value)>();
        foreach (string piece in pieces.Skip(1))
        {
            int sign = piece.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0)
            {
                throw new ExpressionException(SourcePosition.Start, "a helper has no name");
            }

            pending.Add((piece[..sign].Trim(), Expression.Parse(piece[(sign + 1)..])));
        }

        var ordered = new List<(string, Expression)>();
        while (pending.Count > 0)
        {
            int ready = pending.FindIndex(p => !p.Value.Names().Any(n => pending.Exists(q => string.Equals(q.Name, n, StringComparison.Ordinal))));
            if (ready < 0)
            {
                throw new ExpressionException(SourcePosition.Start, "helpers use each other");
            }

            ordered.Add(pending[ready]);
            pending.RemoveAt(ready);
        }

        return new FormulaExpression(ordered, Expression.Parse(pieces[0]));
    }

    private static List<string> Split(string text)
    {
        var pieces = new List<string>();
        int depth = 0;
        int start = 0;
        for (int k = 0; k < text.Length; k++)
        {
            depth += text[k] is '(' ? 1 : text[k] is ')' ? -1 : 0;
            if (text[k] is ',' && depth == 0)
            {
                pieces.Add(text[start..k]);
                start = k + 1;
            }
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private void RequireProgram(Formula formula)
    {
        var sampler = new DomainSampler(formula.Parameters, 1);
        int compared = 0;
        for (int k = 0; k < Witnesses; k++)
        {
            ParameterPoint point = sampler.Point(k);
            var values = point.Names.Zip(point.Values).ToDictionary(p => p.First, p => Ball.Exact(BigFloat.Of(p.Second)), StringComparer.Ordinal);
            double predicted = Predicted(formula, point);
            if (Written(values) is not { } text || !double.IsFinite(predicted))
            {
                continue;
            }

            compared++;
            double written = (double)text;
            if (Math.Abs(written - predicted) > Agreement * Math.Abs(predicted))
            {
                throw new NotAlgebraicException($"The text of the formula is for readers: at {point.ToText()} it is {written:G4}, and the program says {predicted:G4}.");
            }
        }

        if (compared == 0)
        {
            throw new NotAlgebraicException("The text of the formula has no value where its program has one.");
        }
    }

    /// <summary>The value of the text; null where a part of it has none.</summary>
    private BigFloat? Written(Dictionary<string, Ball> values)
    {
        foreach ((string name, Expression value) in Helpers)
        {
            if (PreciseArithmetic.Evaluate(value, values, Bits).Number is not { } number)
            {
                return null;
            }

            values[name] = number;
        }

        return PreciseArithmetic.Evaluate(Value, values, Bits).Number?.Value;
    }

    private static double Predicted(Formula formula, ParameterPoint point)
    {
        try
        {
            return formula.Predict(point);
        }
        catch (ArgumentOutOfRangeException)
        {
            return double.NaN;
        }
    }
}
