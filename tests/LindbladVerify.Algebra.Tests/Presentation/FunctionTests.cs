using LindbladVerify.Algebra.Presentation;
using Xunit;

namespace LindbladVerify.Algebra.Tests.Presentation;

/// <summary>Exponentials and oscillations as they are written in each language.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("exp(-g*t)*cos(w*t)", "e^{-g t} \\cos\\left(w t\\right)", "Math.Exp(-g * t) * Math.Cos(w * t)", "math.exp(-g*t)*math.cos(w*t)")]
    public void FunctionsInOtherLanguages(string text, string latex, string csharp, string python)
    {
        static ProductForm Times(string a) => new([new NameForm(a), new NameForm("t")]);
        var formula = new PresentedFormula(new ProductForm([new CallForm("exp", new SumForm([(true, Times("g"))])), new CallForm("cos", Times("w"))]), [], 1, 1);
        Assert.Equal(text, formula.Text);
        Assert.Equal(latex, formula.Latex);
        Assert.Equal($"return {csharp};", formula.CSharp);
        Assert.Equal($"return {python}", formula.Python);
        Assert.Contains("<mi>cos</mi>", formula.MathML, StringComparison.Ordinal);
    }
}
