using System.Globalization;
using System.Xml;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Results;

/// <summary>junit.xml: one test case per claim; it fails where the verdict differs from the declared one.</summary>
internal static class JUnitXml
{
    /// <summary>Writes the document.</summary>
    public static void Write(Stream stream, string suite, IReadOnlyList<Verdict> verdicts, TimeSpan duration)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", suite);
        xml.WriteAttributeString("tests", verdicts.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", verdicts.Count(v => !v.AsDeclared).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", duration.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
        foreach (Verdict verdict in verdicts)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", suite);
            xml.WriteAttributeString("name", verdict.Id);
            if (!verdict.AsDeclared)
            {
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", $"declared {verdict.Declared.Word()}, found {verdict.Kind.Word()}");
                xml.WriteString(verdict.Reason);
                xml.WriteEndElement();
            }

            xml.WriteElementString("system-out", $"{verdict.Statement}\n{verdict.Kind.Word()}: {verdict.Reason}");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
