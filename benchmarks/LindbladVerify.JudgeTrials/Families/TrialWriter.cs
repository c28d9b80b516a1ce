using System.Globalization;
using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Collects the trials of one family and numbers them.</summary>
/// <param name="family">Name of the family.</param>
public sealed class TrialWriter(string family)
{
    private readonly List<Trial> trials = [];

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<Trial> Trials => trials;

    /// <summary>Adds a trial.</summary>
    /// <param name="title">What is the matter with the formula.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim without its id.</param>
    /// <param name="truth">What is known of it.</param>
    public void Add(string title, TrialFormula formula, string claim, Truth truth)
    {
        ArgumentNullException.ThrowIfNull(formula);
        string id = string.Create(CultureInfo.InvariantCulture, $"{family}-{trials.Count + 1:D4}");
        string whole = $"{formula.Base.Name}: {title}";
        trials.Add(new Trial(family, id, whole, formula.File(id, whole, claim), truth));
    }
}
