package io.esform.eval.functions;

import io.esform.diag.EsformBug;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The functions by name. Loading this class loads no function.
final class FunctionTable {

  static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  """
                  abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256
                  base64sha512 basename can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet
                  cidrsubnets coalesce coalescelist compact concat contains csvdecode dirname
                  distinct element endswith file filebase64 filebase64sha256 filebase64sha512
                  fileexists filemd5 fileset filesha1 filesha256 filesha512 flatten floor format
                  formatdate formatlist indent index issensitive join jsondecode jsonencode keys
                  length log lookup lower matchkeys max md5 merge min nonsensitive one parseint
                  pathexpand plantimestamp pow range regex regexall replace reverse sensitive
                  setintersection setproduct setsubtract setunion sha1 sha256 sha512 signum slice
                  sort split startswith strcontains strrev substr sum templatefile templatestring
                  timeadd timecmp title tobool tolist tomap tonumber toset tostring transpose trim
                  trimprefix trimspace trimsuffix try upper urldecode urlencode uuidv5 values
                  yamldecode yamlencode zipmap
                  """
                      .strip()
                      .split("\\s+"))));

  private final FunctionEnvironment environment;

  FunctionTable(FunctionEnvironment environment) {
    this.environment = environment;
  }

  // The name is in NAMES, and is not `try` or `can`, which the evaluator implements.
  Function make(String name) {
    Files files = environment.files();
    return switch (name) {
      case "abs" -> NumberFunctions.abs();
      case "abspath" -> FileFunctions.abspath(files);
      case "alltrue" -> SearchFunctions.alltrue();
      case "anytrue" -> SearchFunctions.anytrue();
      case "base64decode" -> EncodingFunctions.base64decode();
      case "base64encode" -> EncodingFunctions.base64encode();
      case "base64gzip" -> EncodingFunctions.base64gzip();
      case "base64sha256" -> HashFunctions.base64OfText(name, "SHA-256");
      case "base64sha512" -> HashFunctions.base64OfText(name, "SHA-512");
      case "basename" -> FileFunctions.basename();
      case "ceil" -> NumberFunctions.ceil();
      case "chomp" -> StringFunctions.chomp();
      case "chunklist" -> ListFunctions.chunklist();
      case "cidrhost" -> NetworkFunctions.cidrhost();
      case "cidrnetmask" -> NetworkFunctions.cidrnetmask();
      case "cidrsubnet" -> NetworkFunctions.cidrsubnet();
      case "cidrsubnets" -> NetworkFunctions.cidrsubnets();
      case "coalesce" -> SearchFunctions.coalesce();
      case "coalescelist" -> SearchFunctions.coalescelist();
      case "compact" -> ListFunctions.compact();
      case "concat" -> ListFunctions.concat();
      case "contains" -> SearchFunctions.contains();
      case "csvdecode" -> Csv.csvdecode();
      case "dirname" -> FileFunctions.dirname();
      case "distinct" -> ListFunctions.distinct();
      case "element" -> ListFunctions.element();
      case "endswith" -> StringFunctions.endswith();
      case "file" -> FileFunctions.file(files);
      case "filebase64" -> FileFunctions.filebase64(files);
      case "filebase64sha256" -> HashFunctions.base64OfFile(name, "SHA-256", files);
      case "filebase64sha512" -> HashFunctions.base64OfFile(name, "SHA-512", files);
      case "fileexists" -> FileFunctions.fileexists(files);
      case "filemd5" -> HashFunctions.ofFile(name, "MD5", files);
      case "fileset" -> FileFunctions.fileset(files);
      case "filesha1" -> HashFunctions.ofFile(name, "SHA-1", files);
      case "filesha256" -> HashFunctions.ofFile(name, "SHA-256", files);
      case "filesha512" -> HashFunctions.ofFile(name, "SHA-512", files);
      case "flatten" -> ListFunctions.flatten();
      case "floor" -> NumberFunctions.floor();
      case "format" -> FormatFunctions.format();
      case "formatdate" -> TimeFunctions.formatdate();
      case "formatlist" -> FormatFunctions.formatlist();
      case "indent" -> StringFunctions.indent();
      case "index" -> SearchFunctions.index();
      case "issensitive" -> TypeFunctions.issensitive();
      case "join" -> StringFunctions.join();
      case "jsondecode" -> JsonFunctions.jsondecode();
      case "jsonencode" -> JsonFunctions.jsonencode();
      case "keys" -> MapFunctions.keys();
      case "length" -> SearchFunctions.length();
      case "log" -> NumberFunctions.log();
      case "lookup" -> MapFunctions.lookup();
      case "lower" -> StringFunctions.lower();
      case "matchkeys" -> SearchFunctions.matchkeys();
      case "max" -> NumberFunctions.max();
      case "md5" -> HashFunctions.ofText(name, "MD5");
      case "merge" -> MapFunctions.merge();
      case "min" -> NumberFunctions.min();
      case "nonsensitive" -> TypeFunctions.nonsensitive();
      case "one" -> ListFunctions.one();
      case "parseint" -> NumberFunctions.parseint();
      case "pathexpand" -> FileFunctions.pathexpand(files);
      case "plantimestamp" -> TimeFunctions.plantimestamp(environment.planTime());
      case "pow" -> NumberFunctions.pow();
      case "range" -> ListFunctions.range();
      case "regex" -> RegexFunctions.regex();
      case "regexall" -> RegexFunctions.regexall();
      case "replace" -> RegexFunctions.replace();
      case "reverse" -> ListFunctions.reverse();
      case "sensitive" -> TypeFunctions.sensitive();
      case "setintersection" -> SetFunctions.setintersection();
      case "setproduct" -> SetFunctions.setproduct();
      case "setsubtract" -> SetFunctions.setsubtract();
      case "setunion" -> SetFunctions.setunion();
      case "sha1" -> HashFunctions.ofText(name, "SHA-1");
      case "sha256" -> HashFunctions.ofText(name, "SHA-256");
      case "sha512" -> HashFunctions.ofText(name, "SHA-512");
      case "signum" -> NumberFunctions.signum();
      case "slice" -> ListFunctions.slice();
      case "sort" -> ListFunctions.sort();
      case "split" -> StringFunctions.split();
      case "startswith" -> StringFunctions.startswith();
      case "strcontains" -> StringFunctions.strcontains();
      case "strrev" -> StringFunctions.strrev();
      case "substr" -> StringFunctions.substr();
      case "sum" -> NumberFunctions.sum();
      case "templatefile" -> TemplateFunctions.templatefile(environment);
      case "templatestring" -> TemplateFunctions.templatestring(environment);
      case "timeadd" -> TimeFunctions.timeadd();
      case "timecmp" -> TimeFunctions.timecmp();
      case "title" -> StringFunctions.title();
      case "tobool" -> TypeFunctions.toBool();
      case "tolist" -> TypeFunctions.toList();
      case "tomap" -> TypeFunctions.toMap();
      case "tonumber" -> TypeFunctions.toNumber();
      case "toset" -> TypeFunctions.toSet();
      case "tostring" -> TypeFunctions.toText();
      case "transpose" -> MapFunctions.transpose();
      case "trim" -> StringFunctions.trim();
      case "trimprefix" -> StringFunctions.trimprefix();
      case "trimspace" -> StringFunctions.trimspace();
      case "trimsuffix" -> StringFunctions.trimsuffix();
      case "upper" -> StringFunctions.upper();
      case "urldecode" -> EncodingFunctions.urldecode();
      case "urlencode" -> EncodingFunctions.urlencode();
      case "uuidv5" -> HashFunctions.uuidv5();
      case "values" -> MapFunctions.values();
      case "yamldecode" -> JsonFunctions.yamldecode();
      case "yamlencode" -> JsonFunctions.yamlencode();
      case "zipmap" -> MapFunctions.zipmap();
      default ->
          throw new EsformBug("The function \"" + name + "\" is listed but not implemented.");
    };
  }
}
