using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("LindbladVerify.Reporting.Tests")]
