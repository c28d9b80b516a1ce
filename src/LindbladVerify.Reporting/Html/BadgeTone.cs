namespace LindbladVerify.Reporting.Html;

/// <summary>The colour of a badge. The badge's word says the same: colour alone never does.</summary>
public enum BadgeTone
{
    /// <summary>As good as can be.</summary>
    Good,

    /// <summary>True with a limit.</summary>
    Fair,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Not decided.</summary>
    Neutral,
}
