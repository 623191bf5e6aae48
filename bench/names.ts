const words = (text: string) => text.trim().split(/\s+/);

/** Common names first: the generator picks the first ones more often. No name is in both lists. */
export const FIRST_NAMES = words(`
  John Mary Michael Jennifer David Linda William Elizabeth Richard Susan Joseph Jessica Christopher Sarah Charles Karen Daniel Lisa Matthew
  Nancy Anthony Betty Mark Sandra Donald Ashley Steven Emily Andrew Kimberly Paul Margaret Joshua Donna Kenneth Michelle Kevin Carol Brian
  Amanda Timothy Melissa Ronald Deborah Jason Stephanie Edward Rebecca Jeffrey Laura Ryan Helen Jacob Sharon Nicholas Cynthia Gary Kathleen
  Eric Amy Jonathan Shirley Stephen Anna Larry Angela Justin Ruth Brandon Brenda Benjamin Pamela Samuel Nicole Gregory Katherine Frank
  Virginia Alexander Catherine Raymond Christine Patrick Samantha Jack Debra Dennis Janet Jerry Rachel Tyler Carolyn Aaron Emma Jose Maria
  Adam Heather Nathan Diane Henry Julie Douglas Joyce Zachary Victoria Peter Kelly Kyle Christina Walter Joan Ethan Evelyn Jeremy Lauren
  Harold Judith Keith Olivia Christian Frances Roger Martha Noah Cheryl Gerald Megan Terry Andrea Sean Hannah Austin Jacqueline Carl Ann
  Arthur Jean Lawrence Alice Dylan Kathryn Jesse Gloria Jordan Teresa Bryan Doris Billy Sara Joe Janice Bruce Julia Gabriel Marie Logan
  Madison Albert Grace Willie Judy Alan Theresa Juan Beverly Elijah Denise Randy Marilyn Roy Amber Ralph Danielle Eugene Brittany Louis
  Abigail Philip Rose Bobby Jane Johnny Lori Bradley Agnieszka Aoife Bjorn Chidi Dagmar Eleni Fatima Giulia Hanna Ivana Jelena Kwame
`);

export const LAST_NAMES = words(`
  Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomason Taylor Moore
  Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen
  Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards
  Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelley Howard Ramos Kim Cox
  Ward Richardson Watson Brooks Chavez Wood Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster
  Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Gonzales Fisher Vasquez Simmons Romero Jordanson
  Patterson Hamilton Graham Reynolds Griffin Wallace Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray
  Ford Castro Marshall Owens Harrison Fernandez Mcdonald Woods Washington Kennedy Wells Vargas Henryson Chen Freeman Webb Tucker Guzman
  Burns Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz Hunt Hicks Holmes Palmer Wagner Black
  Robertson Boyd Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza Daniels Ferguson Nichols Stephens Soto Weaver Ryanson Gardner
  Payne Grant Dunn Kelleher Spencer Hawkins Arnold Pierce Hansen Peters Santos Hart Bradleys Knight Elliott Cunningham Duncan Armstrong
`);
