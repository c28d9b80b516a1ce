namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Splits what is quadratic in a variable or its square and has a square as its discriminant.</summary>
internal static class QuadraticSplit
{
    /// <summary>Two factors with whole coefficients; null where no variable shows any.</summary>
    public static MultivariatePolynomial[]? Of(MultivariatePolynomial p)
    {
        for (int k = 0; k < p.VariableCount; k++)
        {
            MultivariatePolynomial[] c = p.CoefficientsIn(k);
            int power = c.Length switch
            {
                3 => 1,
                5 when c[1].IsZero && c[3].IsZero => 2,
                _ => 0,
            };
            if (power == 0)
            {
                continue;
            }

            MultivariatePolynomial a = c[2 * power], b = c[power];
            if (PolynomialSquareRoot.Of((b * b) - (a * c[0]).Scale(4)) is not MultivariatePolynomial root)
            {
                continue;
            }

            // 4 a p = (2 a X + b - root)(2 a X + b + root).
            MultivariatePolynomial x = MultivariatePolynomial.Variable(p.VariableCount, k).Power(power);
            MultivariatePolynomial line = (a * x).Scale(2) + b - root;
            MultivariatePolynomial factor = PolynomialGcd.Of(p, line);
            if (!factor.IsConstant && factor.Terms.Count > 0 && p.TryDivide(factor) is MultivariatePolynomial rest && !rest.IsConstant)
            {
                return [factor, PolynomialGcd.Primitive(rest)];
            }
        }

        return null;
    }
}
