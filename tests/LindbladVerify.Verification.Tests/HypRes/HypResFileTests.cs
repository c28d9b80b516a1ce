using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Paper;
using Xunit;

namespace LindbladVerify.Verification.Tests.HypRes;

public sealed class HypResFileTests
{
    [Fact]
    public void ReadsEverySetting()
    {
        string text = "# a file\nconventions: S1\nnoise: ornstein-uhlenbeck\nmethod: exact\n"
            + string.Join('\n', HypResSetting.All.Select((s, k) => $"{s.Key}: {(s.Key is "paramagneticRelaxation" ? "0" : s.Key is "shells" ? "64" : $"0.{k + 1}5")}"));
        HypResModel model = Read(text, new HypResModel());
        Assert.Equal(("S1", "ornstein-uhlenbeck", "exact", false, 64), (model.Conventions.Name, model.Noise, model.Method, model.ParamagneticRelaxation, model.Shells));
        for (int k = 0; k < HypResSetting.All.Count; k++)
        {
            HypResSetting setting = HypResSetting.All[k];
            if (setting.Key is not ("paramagneticRelaxation" or "shells"))
            {
                Assert.Equal(double.Parse($"0.{k + 1}5"), setting.Get(model));
            }
        }
    }

    [Fact]
    public void WhatAFileLacksKeepsItsValue()
    {
        var start = new HypResModel { Conventions = ConventionSets.PointDipoles, Shells = 100 };
        Assert.Equal(start with { Prepared = -0.3 }, Read("prepared: -0.3", start));
    }

    [Theory]
    [InlineData("polarisation: 0.5", 1, "no key 'polarisation'")]
    [InlineData("prepared: 0.5\nprepared: 0.6", 2, "for the second time")]
    [InlineData("field: high", 1, "field must be a number in T: 'high' is not")]
    [InlineData("field: 7 kG", 1, "the unit 'kG' is not allowed here")]
    [InlineData("", 1, "the file is empty")]
    [InlineData("noise: pink", 1, "'pink' is not a noise")]
    [InlineData("\nconventions: S9", 2, "no conventions 'S9'")]
    [InlineData("shells: 10.5", 1, "whole number")]
    [InlineData("field: [1, 2]", 1, "must be a single value")]
    [InlineData("- field", 1, "must be a table")]
    public void BadFilesAreRefusedWithPlaceAndReason(string text, int line, string reason)
    {
        ModelFileException error = Assert.Throws<ModelFileException>(() => Read(text, new HypResModel()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void NumbersMayCarryUnits() => Assert.Equal(
        new HypResModel { InnerRadius = 0.4, BulkRelaxationTime = double.PositiveInfinity, DnpRate = 2e-3 },
        Read("innerRadius: 4 angstrom\nbulkRelaxationTime: Infinity\ndnpRate: 2e-3 1/s", new HypResModel()));

    private static HypResModel Read(string text, HypResModel start) => HypResFile.Read(FileNode.Parse(text, "m.yaml"), start);
}
