using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Errors inside a small region of the domain.</summary>
internal sealed class Needles : ITrialFamily
{
    /// <summary>Smooth needles that fill a smaller share of the domain count as hard.</summary>
    private const double Hard = 0.9e-4;

    /// <summary>So do kinked ones of several parameters from here on: no single kink leads to them, and beside a smooth one they have no tail.</summary>
    private const double HardKinks = 1.1e-4;

    private static readonly string[] Shapes = ["tent", "gauss", "lorentz", "edge"];
    private static readonly string[][] Places = [["P"], ["P", "Gc"], ["P", "Gc", "G2"]];

    public string Name => "needles";

    public string Summary => "an error inside a region of 1e-1 to 1e-6 of the domain in 1 to 3 parameters: tents, Gaussians, Lorentzians, and edges beyond a kink";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Symmetric, PairLaws.Electron];
        foreach (string shape in Shapes)
        {
            for (int decade = 1; decade <= 6; decade++)
            {
                foreach (string[] places in Places)
                {
                    for (int k = 0; k < 3; k++)
                    {
                        BaseFormula law = random.Pick(laws);
                        double share = Math.Pow(10, -decade);
                        string needle = Needle(law, shape, places, share, random, inside: true);
                        string title = FormattableString.Invariant($"{shape} on 1e-{decade} of the domain in {string.Join(", ", places)}");
                        var formula = new TrialFormula(law, $"1 + {random.Uniform(0.1, 0.9, 2)}*{needle}");
                        bool hard = shape switch
                        {
                            "gauss" or "lorentz" => share < Hard,
                            "tent" => share < HardKinks && places.Length > 1,
                            _ => false,
                        };
                        bool bound = k == 2;
                        writer.Add(title, formula, bound ? "kind: bound, within: 0.02" : "kind: identity", Truth.False.HardIf(hard));
                    }
                }
            }

            for (int k = 0; k < 6 && shape is not ("gauss" or "lorentz"); k++)
            {
                BaseFormula law = random.Pick(laws);
                string needle = Needle(law, shape, Places[k % 3], Math.Pow(10, -1 - (k / 2)), random, inside: false);
                writer.Add($"{shape} outside of the domain", new TrialFormula(law, $"1 + 0.5*{needle}"), "kind: identity", Truth.Exact);
            }
        }
    }

    private static string Needle(BaseFormula law, string shape, string[] places, double share, TrialRandom random, bool inside)
    {
        // The product of the widths is the share.
        double width = Math.Pow(share, 1.0 / places.Length);
        string s = TrialParameter.Number(double.Parse(width.ToString("G3", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));
        string[] distances = [.. places.Select(name =>
        {
            TrialParameter p = law.Parameter(name);
            double centre = inside ? random.Uniform(0.15, 0.85, 3) : random.Uniform(1.3, 2, 3);
            return $"({p.Coordinate()} - {TrialParameter.Number(centre)})/{s}";
        })];
        switch (shape)
        {
            case "tent": return $"max(0, 1 - {string.Join(" - ", distances.Select(d => $"abs({d})"))})";
            case "gauss": return $"exp({string.Concat(distances.Select(d => $" - ({d})^2"))})";
            case "lorentz": return $"1/(1 + {string.Join(" + ", distances.Select(d => $"({d})^2"))})";
            default:
                // Beyond a kink at the upper end of all ranges at once: worst in the corner.
                string sum = string.Join(" + ", places.Select(name => law.Parameter(name).Coordinate()));
                string from = TrialParameter.Number(inside ? places.Length - width : places.Length + width);
                return $"max(0, {sum} - {from})/{s}";
        }
    }
}
